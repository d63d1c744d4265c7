package org.crmroute.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guard lets out. */
class AgiConnectionTest {

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final AgiConnection connection = new AgiConnection(new Socket() {
        @Override
        public OutputStream getOutputStream() {
            return sent;
        }
    });

    @Test
    void aCommandFillsAsterisksBufferAndNoMore() throws IOException {
        connection.write("a".repeat(AgiConnection.LONGEST_COMMAND - 1) + "\n");
        connection.flush();
        assertThat(sent.size()).isEqualTo(2_047);
        connection.write("a".repeat(AgiConnection.LONGEST_COMMAND) + "\n");
        assertThatIOException().isThrownBy(connection::flush).withMessageContaining("2048 bytes");
        connection.write("ж".repeat(AgiConnection.LONGEST_COMMAND / 2 + 1) + "\n");
        assertThatIOException().isThrownBy(connection::flush);
        assertThat(sent.size()).isEqualTo(2_047);
        assertThat(connection.fault()).contains(SessionEnd.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb\n", "a\r\n", "a\u0000\n", "a\u0085\n", "a", ""})
    void aCommandIsOneLine(String command) {
        connection.write(command);
        assertThatIOException().isThrownBy(connection::flush);
        assertThat(sent.size()).isZero();
    }

    @Test
    void aRefusedCommandIsForgotten() throws IOException {
        connection.write("a\rb\n");
        assertThatIOException().isThrownBy(connection::flush);
        connection.write("SET VARIABLE \"X\" \"й\"\n");
        connection.flush();
        assertThat(sent.toString(StandardCharsets.UTF_8)).isEqualTo("SET VARIABLE \"X\" \"й\"\n");
    }
}
