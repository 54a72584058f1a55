package org.zoneledger.contracts;

/** Runs the chaincode as a service of one organisation, as its environment says (CHAINCODE_SERVER_ADDRESS, CORE_CHAINCODE_ID_NAME, TLS files). */
public final class ChaincodeMain {
    private ChaincodeMain() {}

    public static void main(String[] args) throws Exception {
        new ZoneChaincode().serve();
    }
}
