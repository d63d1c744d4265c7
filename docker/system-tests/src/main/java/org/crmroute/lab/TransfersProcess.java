package org.crmroute.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The transfer app as it is shipped, started by its own script, with a file of its own for what it must not forget. */
public final class TransfersProcess implements AutoCloseable {

    private static final int PORT = 8090;
    private static final int ARI = 8088;
    private static final int AMI = 5038;
    private static final String TOKEN = "lab-token";
    private static final String SECRET = "crmroute-lab";

    private final LabNetwork network;
    private final Path folder;
    private final Program program;
    private final Cable ari;
    private final Cable ami;

    private TransfersProcess(LabNetwork network, Path folder, Program program, Cable ari, Cable ami) {
        this.network = network;
        this.folder = folder;
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
        Files.writeString(configuration(folder), """
                ari: {url: "http://%1$s:%2$d", password: %3$s}
                ami: {host: %1$s, port: %4$d, password: %3$s}
                http: {host: %1$s, port: %5$d, token: %6$s}
                database: {url: "jdbc:sqlite:%7$s"}
                transfers: {ring: %8$ds, wait: 20s}
                log: {level: debug}
                """.formatted(
                network.router(), ARI, SECRET, AMI, PORT, TOKEN, folder.resolve("transfers.db"), ring.toSeconds()));
        Program program = program(network, folder, Project.transfers().toString());
        return new TransfersProcess(network, folder, program, cable(network, ARI), cable(network, AMI));
    }

    private static Path configuration(Path folder) {
        return folder.resolve("crmroute-transfers.yaml");
    }

    private static Program program(LabNetwork network, Path folder, String... script) {
        List<String> command = new ArrayList<>(List.of(script));
        command.addAll(List.of("--config", configuration(folder).toString()));
        return new Program(command, folder, folder.resolve("serve.log"), new InetSocketAddress(network.router(), PORT));
    }

    /**
     * The same one as another build has it, in place of this one; never both at once.
     *
     * @param script its {@code bin/crmroute-transfers}
     * @param archives where it finds and leaves its class archive
     */
    TransfersProcess of(Path script, Path archives) {
        Program other = program(network, folder, "env", "CRMROUTE_CACHE=" + archives, script.toString());
        return new TransfersProcess(network, folder, other, ari, ami);
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

    /** Asks it to end, as an operator would; its exit code. */
    int stop() throws InterruptedException {
        return program.stop();
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
