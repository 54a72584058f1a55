package org.zoneledger.launcher.render;

/**
 * The programs the Java nodes run, as named in the zone's {@code lib} folder; a name holds the digest of the content, so that a
 * program in use is never overwritten.
 *
 * @param chaincode the contracts' jar
 * @param gateway the gateway's folder
 */
public record Programs(String chaincode, String gateway) {}
