package org.zoneledger.launcher.demo;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Where a zone is reached.
 *
 * @param https the gateway of each organisation, by organisation
 * @param agencies the organisations with officers, each the owner of the credit scheme of its name
 * @param consumerPage the page that needs no certificate
 */
public record Gateways(Map<String, URI> https, List<String> agencies, URI consumerPage) {}
