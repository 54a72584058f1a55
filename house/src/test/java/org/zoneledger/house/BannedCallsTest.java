package org.zoneledger.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.thetaphi.forbiddenapis.Checker;
import de.thetaphi.forbiddenapis.ForbiddenApiException;
import de.thetaphi.forbiddenapis.Logger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BannedCallsTest {
    private static final Path SIGNATURES = Path.of("../chaincode/banned-calls.txt");

    @Test
    void a_clock_is_refused_with_the_transaction_time_as_its_replacement() throws Exception {
        assertThat(errorsOf("domain/AsksTheClock")).anySatisfy(error -> assertThat(error)
                .contains("java.time.Instant#now()")
                .contains("Take the time from the transaction"));
    }

    @Test
    void chance_is_refused_with_the_senders_document_as_its_replacement() throws Exception {
        assertThat(errorsOf("domain/RollsDice")).anySatisfy(error -> assertThat(error)
                .contains("java.util.UUID#randomUUID()")
                .contains("Take randomness from the sender's document"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../chaincode/domain/pom.xml", "../chaincode/contracts/pom.xml"})
    void the_modules_of_the_ledger_are_checked(Path pom) throws IOException {
        assertThat(pom).content().contains("<signaturesFile>${project.basedir}/../banned-calls.txt</signaturesFile>");
    }

    private static List<String> errorsOf(String fixture) throws Exception {
        Log log = new Log(new ArrayList<>());
        ClassLoader loader = BannedCallsTest.class.getClassLoader();
        Checker checker = new Checker(log, loader, Checker.Option.FAIL_ON_VIOLATION);
        checker.parseSignaturesFile(SIGNATURES.toFile());
        checker.addClassToCheck(Path.of("target/test-classes/org/zoneledger/house/broken", fixture + ".class")
                .toFile());
        assertThatThrownBy(checker::run).isInstanceOf(ForbiddenApiException.class);
        return log.errors();
    }

    private record Log(List<String> errors) implements Logger {
        @Override
        public void error(String message) {
            errors.add(message);
        }

        @Override
        public void warn(String message) {}

        @Override
        public void info(String message) {}

        @Override
        public void debug(String message) {}
    }
}
