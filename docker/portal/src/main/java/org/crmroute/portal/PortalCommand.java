package org.crmroute.portal;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a stand-in portal until it is stopped. */
@Command(
        name = "serve",
        description = "Runs a stand-in for a Bitrix24 portal, for tests and the demo only.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class PortalCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--host", description = "Where to listen.")
    private String host = "127.0.0.1";

    @Option(names = "--port", description = "Where to listen; 0 is a free port.")
    private int port = 8099;

    @Option(
            names = "--snapshot",
            paramLabel = "FOLDER",
            description = "Content from a snapshot folder, instead of content that is made up.")
    private @Nullable Path snapshot;

    @Mixin
    private DatasetOptions options = new DatasetOptions();

    @Option(names = "--webhook-user", paramLabel = "ID")
    private int webhookUser = 1;

    @Option(names = "--webhook-code", paramLabel = "CODE", description = "The secret part of the inbound webhook.")
    private String webhookCode = "standin0webhook0";

    @Option(names = "--events", paramLabel = "URL", description = "Where events go; may be given more than once.")
    private List<URI> events = new ArrayList<>();

    @Option(names = "--application-token", paramLabel = "TOKEN", description = "What events are signed with.")
    private String applicationToken = "standin0application0token0000000";

    @Option(
            names = "--page-time",
            paramLabel = "TIME",
            converter = Time.class,
            description = "What a page of a list takes: 70ms, 2s, 10m.")
    private Duration pageTime = Duration.ZERO;

    @Option(names = "--rate", description = "Requests a second.")
    private double rate = 2;

    @Option(names = "--burst", description = "Requests at once.")
    private int burst = 50;

    @Option(
            names = "--operating-limit",
            paramLabel = "TIME",
            converter = Time.class,
            description = "What a method may work within the window.")
    private Duration operatingLimit = Duration.ofMinutes(8);

    @Option(names = "--operating-window", paramLabel = "TIME", converter = Time.class)
    private Duration operatingWindow = Duration.ofMinutes(10);

    @Option(names = "--batch-billed", description = "Bill a batch's time to \"batch\" as well.")
    private boolean batchBilled;

    /** {@code 70ms}, {@code 2s}, {@code 10m}. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            String unit = text.replaceFirst("^[0-9]+", "");
            if (!List.of("ms", "s", "m").contains(unit) || unit.length() == text.length()) {
                throw new CommandLine.TypeConversionException("\"" + text + "\" is no time such as 70ms, 2s or 10m");
            }
            long number = Long.parseLong(text.substring(0, text.length() - unit.length()));
            return switch (unit) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                default -> Duration.ofMinutes(number);
            };
        }
    }

    /** Starts, says where, and runs until the process is stopped or the thread interrupted. */
    @Override
    public Integer call() throws IOException {
        PortalSettings settings = new PortalSettings()
                .listen(host, port)
                .webhook(webhookUser, webhookCode)
                .applicationToken(applicationToken)
                .pageTime(pageTime)
                .requests(rate, burst)
                .operating(operatingLimit, operatingWindow)
                .batchBilled(batchBilled);
        try (Portal portal = snapshot == null
                ? Portal.of(options.dataset(spec.commandLine()), settings)
                : Portal.of(snapshot, settings)) {
            portal.start();
            events.forEach(portal.events()::webhook);
            PrintWriter out = spec.commandLine().getOut();
            out.println("A stand-in for a Bitrix24 portal, for tests and the demo only: nothing in it is real.");
            for (Entity entity : Entity.values()) {
                out.println("  " + entity.word() + " records: " + portal.count(entity));
            }
            out.println("Webhook: " + portal.webhook());
            out.println("Administration: " + portal.address().resolve("/admin/operations"));
            out.flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
