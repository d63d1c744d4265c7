package org.crmroute.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The transfer app as it is shipped, started by its own script, with a file of its own for what it must not forget. */
public final class TransfersProcess implements AutoCloseable {

    private static final int PORT = 8090;
    private static final int ARI = 8088;
    private static final int AMI = 5038;
    private static final String TOKEN = "lab-token";
    private static final String SECRET = "crmroute-lab";

    private final LabNetwork network;
    private final Program program;
    private final Cable ari;
    private final Cable ami;

    private TransfersProcess(LabNetwork network, Program program, Cable ari, Cable ami) {
        this.network = network;
        this.program = program;
        this.ari = ari;
        this.ami = ami;
    }

    /**
     * Sets it up, with a cable to Asterisk's ARI and one to its AMI; nothing runs yet.
     *
     * @param ring how long it lets an extension ring
     */
    static TransfersProcess in(LabNetwork network, Path folder, Duration ring) throws IOException {
        Files.createDirectories(folder);
        Path configuration = folder.resolve("crmroute-transfers.yaml");
        Files.writeString(configuration, """
                ari: {url: "http://%1$s:%2$d", password: %3$s}
                ami: {host: %1$s, port: %4$d, password: %3$s}
                http: {host: %1$s, port: %5$d, token: %6$s}
                database: {url: "jdbc:sqlite:%7$s"}
                transfers: {ring: %8$ds, wait: 20s}
                log: {level: debug}
                """.formatted(
                network.router(), ARI, SECRET, AMI, PORT, TOKEN, folder.resolve("transfers.db"), ring.toSeconds()));
        Program program = new Program(
                List.of(Project.transfers().toString(), "--config", configuration.toString()),
                folder,
                folder.resolve("serve.log"),
                new InetSocketAddress(network.router(), PORT));
        return new TransfersProcess(network, program, cable(network, ARI), cable(network, AMI));
    }

    /** Where the console finds it: a section of the router's configuration. */
    static String asTheRouterKnowsIt(LabNetwork network) {
        return "transfers: {url: \"http://%s:%d\", token: %s}\n".formatted(network.router(), PORT, TOKEN);
    }

    private static Cable cable(LabNetwork network, int port) throws IOException {
        return Cable.lay(
                new InetSocketAddress(network.router(), port), new InetSocketAddress(network.asterisk(), port));
    }

    /** Carries ARI's requests and events. */
    public Cable ari() {
        return ari;
    }

    /** Carries AMI. */
    public Cable ami() {
        return ami;
    }

    /** Its HTTP interface. */
    public TransfersClient client() {
        return clientWith(TOKEN);
    }

    /** Its HTTP interface for somebody with another token. */
    TransfersClient clientWith(String token) {
        return new TransfersClient(URI.create("http://" + network.router() + ":" + PORT + "/"), token);
    }

    public Path log() {
        return program.log();
    }

    /** Starts it and waits until it listens. */
    public void serve() throws IOException, InterruptedException {
        program.serve();
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        program.kill();
    }

    @Override
    public void close() {
        program.close();
        try (ari;
                ami) {
            ari.cut();
        } catch (IOException e) {
            throw new UncheckedIOException("The cables of the transfer app do not close", e);
        }
    }
}
