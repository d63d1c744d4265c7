package org.crmroute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.crmroute.cli.CrmRoute;
import org.crmroute.cli.Terminal;
import org.crmroute.cli.Unusable;
import org.crmroute.config.Configuration;
import org.crmroute.config.ConfigurationReader;
import org.crmroute.routing.ScenarioDesk;
import org.crmroute.runtime.settings.InvalidSettings;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Source;

/** The program as it is installed: a configuration file, a database beside it, the server, and the command line. */
final class ContractServer implements AutoCloseable {

    /** Lets a program into the API as an admin. */
    static final String API_TOKEN = "0123456789abcdef0123456789abcdef";

    private final Path folder;
    private final Path file;
    private final Configuration configuration;
    private Optional<Serve> server = Optional.empty();
    private int imports;

    private ContractServer(Path folder, Path file, Configuration configuration) {
        this.folder = folder;
        this.file = file;
        this.configuration = configuration;
    }

    /**
     * Configures a server; it does not run yet.
     *
     * @param settings more lines of the configuration
     */
    static ContractServer in(Path folder, String... settings) {
        try {
            Path file = Files.createTempFile(folder, "crmroute", ".yaml");
            // the deadline is not what is tested here, and a busy build host must not be taken for a slow router
            Files.writeString(file, """
                    agi: {port: %d, deadline: 5s}
                    http: {port: %d, api_token: %s}
                    database: {url: 'jdbc:sqlite:%s'}
                    %s
                    """.formatted(
                    freePort(), freePort(), API_TOKEN, folder.resolve("crmroute.db"), String.join("\n", settings)));
            Configuration read =
                    ConfigurationReader.ofThisProcess().load(Optional.of(file)).configuration();
            return new ContractServer(folder, file, read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidSettings e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    ContractServer start() throws Unusable {
        Serve serve = new Serve(configuration);
        server = Optional.of(serve);
        serve.start();
        return this;
    }

    Configuration configuration() {
        return configuration;
    }

    /** Where the API and the console are. */
    String http() {
        return "http://127.0.0.1:" + configuration.http().port();
    }

    Path database() {
        return folder.resolve("crmroute.db");
    }

    /** {@code crmroute import}. */
    ContractServer put(Snapshot snapshot) {
        run("import", snapshot.writeTo(folder.resolve("snapshot-" + ++imports)).toString())
                .mustBe(0);
        return this;
    }

    /** Puts scenarios in force; one after another by the command line would be slow for hundreds. */
    ContractServer apply(List<String> documents) throws Unusable {
        try (Parts parts = Parts.open(configuration)) {
            ScenarioDesk desk = parts.desk();
            for (String document : documents) {
                desk.apply(desk.check(new Source("scenario", document)), "contract");
            }
            return this;
        } catch (InvalidDocument e) {
            throw new AssertionError(e);
        }
    }

    ContractServer apply(String... documents) throws Unusable {
        return apply(List.of(documents));
    }

    /** What a command left behind. */
    record Ran(int code, String out, String err) {
        Ran mustBe(int expected) {
            assertThat(code).as(out + err).isEqualTo(expected);
            return this;
        }
    }

    /** Runs a command as a telecom engineer would type it. */
    Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        PrintWriter toOut = new PrintWriter(out, true);
        PrintWriter toErr = new PrintWriter(err, true);
        List<String> all = new ArrayList<>(List.of("--config", file.toString()));
        all.addAll(List.of(arguments));
        int code = CrmRoute.commandLine(
                        ConfigurationReader.ofThisProcess(), Wiring.ports(), new Terminal(toOut, toErr, false), false)
                .setOut(toOut)
                .setErr(toErr)
                .execute(all.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    /** A call that comes in. */
    AgiCaller call() {
        return new AgiCaller(configuration.agi().port());
    }

    AgiCaller.Answer call(String number, String scenario) {
        return call().from(number).asking("scenario=" + scenario).call();
    }

    /** Waits for what must become true by itself. */
    static void await(Duration most, String what, BooleanSupplier condition) {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + most.toMillis() + " ms: " + what);
            }
            pause();
        }
    }

    static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.ifPresent(Serve::close);
    }
}
