package org.zoneledger.gateway.index;

/**
 * A private value that this organisation's peer holds.
 *
 * @param txPosition position of its transaction in the block
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RestrictedValue(int txPosition, String collection, String key, byte[] value) {}
