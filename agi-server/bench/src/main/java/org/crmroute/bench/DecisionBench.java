package org.crmroute.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.crmroute.call.IncomingCall;
import org.crmroute.call.Party;
import org.crmroute.call.PhoneNumber;
import org.crmroute.crm.EntityType;
import org.crmroute.routing.RouteRequest;
import org.crmroute.scenario.Decision;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From a caller's number to the decision, fifty rules tried, records read from the mirror's file each time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecisionBench {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private static final Party DID = new Party.Phone(new PhoneNumber("+74951234567"), "74951234567");

    @SuppressWarnings("NullAway.Init") // set up by JMH
    private BenchCrm crm;

    private List<String> contacts = List.of();
    private List<String> companies = List.of();
    private int next;

    @Setup(Level.Trial)
    public void open() throws Exception {
        Path file = Path.of(System.getProperty("crmroute.bench.database", "target/bench.db"));
        contacts = BenchCrm.numbers(file, EntityType.CONTACT, 20_000);
        companies = BenchCrm.numbers(file, EntityType.COMPANY, 5_000);
        crm = BenchCrm.open(file);
    }

    @TearDown(Level.Trial)
    public void close() {
        crm.close();
    }

    private Decision decide(String number) {
        Party caller = BenchCrm.PLAN.read(number);
        return crm.router().decide(new RouteRequest(new IncomingCall(caller, DID, AT, "", ""), Optional.empty()));
    }

    /** A contact, with its deals and its company. */
    @Benchmark
    public Decision contact() {
        return decide(contacts.get(next++ % contacts.size()));
    }

    /** A company, with up to fifty of its deals. */
    @Benchmark
    public Decision company() {
        return decide(companies.get(next++ % companies.size()));
    }

    /** A number the CRM does not know. */
    @Benchmark
    public Decision unknown() {
        return decide("+7999%07d".formatted(next++ % 10_000_000));
    }
}
