package org.zoneledger.gateway.desk;

import jakarta.enterprise.context.ApplicationScoped;
import org.zoneledger.gateway.access.Visitor;
import org.zoneledger.gateway.index.Records;
import org.zoneledger.gateway.resolver.Texts;

/** Names of enterprises as their filings give them to whoever looks. */
@ApplicationScoped
class FiledNames {

    private final Records records;
    private final Visitor visitor;

    FiledNames(Records records, Visitor visitor) {
        this.records = records;
        this.visitor = visitor;
    }

    /** The name in the page's language, or the code where nothing is filed under it. */
    String of(Texts t, String uscc) {
        return records.find("filing/" + uscc)
                .map(filing -> new Desk(t).name(visitor.view("filing", uscc, filing.open(), filing.restricted())))
                .orElse(uscc);
    }
}
