package org.crmroute.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.crmroute.config.Configuration;
import org.crmroute.runtime.health.HealthCheck;
import org.crmroute.runtime.health.HealthCheck.Result;

/** What doctor can see from outside: the host, the files and the ports. */
final class HostChecks {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long LITTLE_SPACE = 200L << 20;
    private static final long NO_SPACE = 20L << 20;
    private static final String SQLITE_HEADER = "SQLite format 3\0";
    /** When this was written: a clock that shows less is wrong. */
    private static final Instant PAST = Instant.parse("2026-01-01T00:00:00Z");

    private final Configuration configuration;
    private final Clock clock;

    HostChecks(Configuration configuration, Clock clock) {
        this.configuration = configuration;
        this.clock = clock;
    }

    /** What needs no configuration. */
    static List<HealthCheck> ofAnyConfiguration() {
        return List.of(HealthCheck.of("java", HostChecks::java), HealthCheck.of("sqlite", HostChecks::sqlite));
    }

    List<HealthCheck> all() {
        return List.of(
                HealthCheck.of("clock", this::clock),
                HealthCheck.of("database file", this::databaseFile),
                HealthCheck.of("disk", this::disk),
                HealthCheck.of("agi port", this::agiPort),
                HealthCheck.of("http", this::http));
    }

    private static Result java() {
        return Result.ok("%s %s, heap up to %d MiB"
                .formatted(
                        System.getProperty("java.vm.name"),
                        Runtime.version(),
                        Runtime.getRuntime().maxMemory() >> 20));
    }

    /** The driver unpacks a native library into the temporary folder and loads it; one mounted noexec forbids that. */
    private static Result sqlite() {
        String folder = System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir", "/tmp"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sqlite_version()")) {
            return Result.ok("%s, loaded from %s".formatted(row.next() ? row.getString(1) : "?", folder));
        } catch (SQLException | LinkageError e) {
            return Result.fail(
                    "its native library does not load from %s: %s".formatted(folder, e.getMessage()),
                    "is it full or mounted noexec? CRMROUTE_JAVA_OPTS=-Dorg.sqlite.tmpdir=FOLDER names another");
        }
    }

    private Result clock() {
        Instant now = clock.instant();
        String shown = now.atZone(ZoneId.systemDefault()).toString();
        Instant touched = modified(configuration.database().file()).orElse(PAST);
        if (now.isBefore(PAST) || now.isBefore(touched.minusSeconds(60))) {
            return Result.fail(
                    "%s is in the past: the database was written %s".formatted(shown, touched),
                    "set the clock (timedatectl, chrony); rules that ask for the time go wrong");
        }
        return Result.ok(shown);
    }

    private static Optional<Instant> modified(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(Files.getLastModifiedTime(file).toInstant())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Result databaseFile() {
        Path file = configuration.database().file().toAbsolutePath();
        if (!Files.exists(file)) {
            Path folder = folder(file);
            return Files.isWritable(folder)
                    ? Result.warn(file + " is not there yet", "serve, import and scenario apply create it")
                    : Result.fail(
                            "%s is not there, and %s cannot write into %s".formatted(file, user(), folder),
                            "create the folder and give it to that user, or set database.url");
        }
        if (!Files.isReadable(file) || !Files.isWritable(file) || !Files.isWritable(folder(file))) {
            return Result.fail(
                    "%s cannot read and write %s and its folder".formatted(user(), file),
                    "SQLite writes files beside it: give file and folder to that user");
        }
        try (InputStream in = Files.newInputStream(file)) {
            String header = new String(in.readNBytes(SQLITE_HEADER.length()), StandardCharsets.ISO_8859_1);
            return header.isEmpty() || header.equals(SQLITE_HEADER)
                    ? Result.ok("%s, %d MiB".formatted(file, Files.size(file) >> 20))
                    : Result.fail(file + " is no SQLite database", "restore it, or move it away and import again");
        } catch (IOException e) {
            return Result.fail(file + " cannot be read: " + e.getMessage(), "look at the disk");
        }
    }

    private Result disk() {
        Path folder = folder(configuration.database().file().toAbsolutePath());
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            String detail = "%d MiB left for %s".formatted(free >> 20, folder);
            if (free < NO_SPACE) {
                return Result.fail(detail, "make room: nothing can be stored any more");
            }
            return free < LITTLE_SPACE ? Result.warn(detail, "make room") : Result.ok(detail);
        } catch (IOException e) {
            return Result.fail("%s: %s".formatted(folder, e), "create the folder, or set database.url");
        }
    }

    /** Connects and hangs up; the server takes that for the probe it is. */
    private Result agiPort() {
        Configuration.Agi agi = configuration.agi();
        String address = reachable(agi.host()) + ":" + agi.port();
        try (Socket socket = new Socket()) {
            InetAddress host = InetAddress.getAllByName(reachable(agi.host()))[0];
            socket.connect(new InetSocketAddress(host, agi.port()), (int) PATIENCE.toMillis());
            return Result.ok(address + " answers");
        } catch (IOException e) {
            return Result.fail(
                    "nobody answers at %s: %s".formatted(address, e.getMessage()),
                    "start the server: systemctl start crmroute, or crmroute serve");
        }
    }

    private Result http() {
        String host = reachable(configuration.http().host());
        String url = "http://%s:%d/health"
                .formatted(
                        host.indexOf(':') < 0 ? host : "[" + host + "]",
                        configuration.http().port());
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(PATIENCE.multipliedBy(2))
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            String detail = url + " says " + answer.statusCode();
            return answer.statusCode() == 200
                    ? Result.ok(detail)
                    : Result.fail(detail, "its checks say why: curl " + url);
        } catch (IOException e) {
            return Result.warn("no answer from " + url, "calls are routed without it; nobody can watch them, though");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Result.warn("interrupted", "");
        }
    }

    /** Where a server that listens on every address is asked. */
    private static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "::1";
            default -> host;
        };
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.getParent()).orElse(Path.of("/"));
    }

    private static String user() {
        return System.getProperty("user.name", "this user");
    }
}
