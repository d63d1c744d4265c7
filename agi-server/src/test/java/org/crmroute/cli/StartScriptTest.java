package org.crmroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script, with Javas that only say what they were called with. */
class StartScriptTest {

    @TempDir
    Path root;

    private record Ended(int code, String output) {}

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(root.resolve("opt/crmroute/bin"));
        Files.createDirectories(root.resolve("opt/crmroute/lib"));
        Files.createDirectories(root.resolve("path"));
        Files.createDirectories(root.resolve("jvms"));
        Path script = root.resolve("opt/crmroute/bin/crmroute");
        Files.copy(Path.of("src/main/bin/crmroute"), script);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        for (String tool : List.of("sh", "sed", "dirname", "ls", "mkdir", "readlink")) {
            Path forward = Files.writeString(
                    root.resolve("path").resolve(tool), "#!/bin/sh\nexec %s \"$@\"\n".formatted(which(tool)));
            assertThat(forward.toFile().setExecutable(true)).isTrue();
        }
    }

    private static Path which(String tool) {
        return List.of(Path.of("/usr/bin", tool), Path.of("/bin", tool)).stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    /** A Java home of this version, which says so in a release file or, as some do, only when asked. */
    private Path java(String home, String version, boolean release) throws IOException {
        Path folder = root.resolve(home);
        Files.createDirectories(folder.resolve("bin"));
        if (release) {
            Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        }
        Path java = folder.resolve("bin/java");
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = -version ]; then echo 'openjdk version "%s" 2025-01-01' >&2; exit 0; fi
                echo "java %s in $LC_ALL"
                for argument; do echo "[$argument]"; done
                exit 7
                """.formatted(version, version));
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return folder;
    }

    private Ended run(Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", root.resolve("path").toString());
        builder.environment().put("CRMROUTE_JVMS", root.resolve("jvms").toString());
        builder.environment().put("CRMROUTE_CACHE", root.resolve("cache").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }

    private Ended run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        return run(root.resolve("opt/crmroute/bin/crmroute"), environment, arguments);
    }

    @Test
    void java_home_comes_first_and_the_exit_code_is_javas() throws Exception {
        java("jvms/java-25", "25.0.1", true);
        Path home = java("own home", "21.0.4", true);
        Ended ended =
                run(Map.of("JAVA_HOME", home.toString(), "CRMROUTE_JAVA_OPTS", "-Xmx1g -Da=b"), "explain", "8 912", "");
        assertThat(ended.code()).isEqualTo(7);
        assertThat(ended.output())
                .startsWith("java 21.0.4 in C.UTF-8\n")
                .contains("[-Xmx96m]", "[-XX:+UseSerialGC]", "[-XX:+ExitOnOutOfMemoryError]")
                .contains("[-Xmx1g]\n[-Da=b]\n[-cp]\n["
                        + root.resolve("opt/crmroute").toRealPath() + "/lib/*]")
                .contains("[-XX:SharedArchiveFile=" + root.resolve("cache") + "/command-21.jsa]")
                .endsWith("[org.crmroute.Main]\n[explain]\n[8 912]\n[]\n");
    }

    @Test
    void by_its_other_name_it_starts_the_transfers() throws Exception {
        java("jvms/java-21", "21", true);
        Path transfers = root.resolve("opt/crmroute/bin/crmroute-transfers");
        Files.copy(Path.of("src/main/bin/crmroute"), transfers);
        assertThat(transfers.toFile().setExecutable(true)).isTrue();
        Path link = Files.createSymbolicLink(root.resolve("crmroute"), transfers);
        assertThat(run(link, Map.of(), "--config", "x.yaml").output())
                .contains("[-Xmx72m]", "/transfers-21.jsa]")
                .endsWith("[org.crmroute.transfer.Main]\n[--config]\n[x.yaml]\n");
    }

    @Test
    void the_path_comes_next_also_through_links() throws Exception {
        Path home = java("somewhere", "22", true);
        Files.createSymbolicLink(root.resolve("path/java"), home.resolve("bin/java"));
        java("jvms/java-25", "25.0.1", true);
        assertThat(run(Map.of(), "--config", "x.yaml", "serve").output())
                .startsWith("java 22 in")
                .contains("/serve-22.jsa]");
    }

    @Test
    void an_old_java_on_the_path_is_passed_over_for_the_newest_installed() throws Exception {
        Path old = java("old", "17.0.15", true);
        Files.createSymbolicLink(root.resolve("path/java"), old.resolve("bin/java"));
        java("jvms/a-21", "21.0.1", true);
        java("jvms/b-25", "25", false);
        java("jvms/c-8", "1.8.0_392", false);
        assertThat(run(Map.of("JAVA_HOME", old.toString(), "LANG", "ru_RU.UTF-8"))
                        .output())
                .startsWith("java 25 in \n");
    }

    @Test
    void without_one_it_says_what_to_install() throws Exception {
        Path old = java("jvms/java-17", "17.0.15", true);
        Ended ended = run(Map.of("JAVA_HOME", old.toString()));
        assertThat(ended.code()).isEqualTo(78);
        assertThat(ended.output())
                .startsWith("crmroute needs Java 21 or newer, and found none (too old: JAVA_HOME (" + old + ")).")
                .contains("apt install openjdk-21-jre-headless", "dnf install java-21-openjdk-headless");
        assertThat(run(Map.of("JAVA_HOME", "/nowhere")).code()).isEqualTo(78);
    }

    @Test
    void it_finds_its_jars_through_links_to_itself() throws Exception {
        java("jvms/java-21", "21", true);
        Path link = Files.createSymbolicLink(root.resolve("one"), Path.of("opt/crmroute/bin/crmroute"));
        Path second = Files.createSymbolicLink(root.resolve("two"), link);
        assertThat(run(second, Map.of()).output())
                .contains("[" + root.resolve("opt/crmroute").toRealPath() + "/lib/*]");
    }

    @Test
    void it_starts_without_a_folder_for_the_archive() throws Exception {
        java("jvms/java-21", "21", true);
        Ended ended = run(Map.of("CRMROUTE_CACHE", "/proc/nowhere"));
        assertThat(ended.output()).startsWith("java 21 in").doesNotContain("SharedArchive", "cannot create");
    }
}
