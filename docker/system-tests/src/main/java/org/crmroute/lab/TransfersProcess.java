package org.crmroute.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The transfer app as it is shipped, started by its own script, with a file of its own for what it must not forget. */
public final class TransfersProcess implements AutoCloseable {

    private static final int PORT = 8090;
    private static final String TOKEN = "lab-token";

    private final LabNetwork network;
    private final Program program;

    private TransfersProcess(LabNetwork network, Program program) {
        this.network = network;
        this.program = program;
    }

    static TransfersProcess in(LabNetwork network, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path configuration = folder.resolve("crmroute-transfers.yaml");
        Files.writeString(configuration, """
                http: {host: %s, port: %d, token: "%s"}
                """.formatted(network.router(), PORT, TOKEN));
        Program program = new Program(
                List.of(Project.transfers().toString(), "--config", configuration.toString()),
                folder,
                folder.resolve("serve.log"),
                new InetSocketAddress(network.router(), PORT));
        return new TransfersProcess(network, program);
    }

    /** Its HTTP interface. */
    public TransfersClient client() {
        return clientWith(TOKEN);
    }

    /** Its HTTP interface for somebody with another token. */
    TransfersClient clientWith(String token) {
        return new TransfersClient(url("/"), token);
    }

    /** An address of its HTTP interface. */
    public URI url(String path) {
        return URI.create("http://" + network.router() + ":" + PORT + path);
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
    }
}
