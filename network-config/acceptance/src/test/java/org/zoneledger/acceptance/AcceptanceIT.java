package org.zoneledger.acceptance;

import static io.cucumber.junit.platform.engine.Constants.GLUE_PROPERTY_NAME;
import static io.cucumber.junit.platform.engine.Constants.PLUGIN_PROPERTY_NAME;

import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** Every feature, on one zone that is started for all of them. */
@Suite
@IncludeEngines("cucumber")
@SelectPackages("org.zoneledger.acceptance")
@ConfigurationParameter(key = GLUE_PROPERTY_NAME, value = "org.zoneledger.acceptance")
@ConfigurationParameter(
        key = PLUGIN_PROPERTY_NAME,
        value = "summary, html:target/acceptance.html, junit:target/acceptance.xml")
class AcceptanceIT {}
