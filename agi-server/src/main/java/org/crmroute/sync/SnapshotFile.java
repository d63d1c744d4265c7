package org.crmroute.sync;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.crmroute.runtime.yaml.Position;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of a snapshot: a list of rows, or an object. The answer of the REST method it came from may stand round it
 * ({@code {"result":{"items":[…]}}}). Read row by row, so its size does not matter.
 */
final class SnapshotFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            // a row is followed by the next one
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectReader ROW = JSON.readerFor(new TypeReference<Map<String, Object>>() {});

    private final Path path;

    SnapshotFile(Path path) {
        this.path = path;
    }

    boolean exists() {
        return Files.exists(path);
    }

    /** Takes a row. */
    @FunctionalInterface
    interface Rows {
        void take(Map<String, Object> row) throws BadRow;
    }

    /**
     * Reads all rows; none when there is no such file.
     *
     * @param wrapper the property that may stand round the list, below {@code result}
     */
    void read(String wrapper, Rows rows) throws SnapshotRefused {
        if (!exists()) {
            return;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
                JsonParser parser = JSON.createParser(in)) {
            enter(parser, wrapper);
            long number = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                number++;
                TokenStreamLocation start = parser.currentTokenLocation();
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    throw refused(start, "record " + number + ": expected an object {…}", null);
                }
                try {
                    rows.take(ROW.readValue(parser));
                } catch (BadRow e) {
                    throw refused(start, "record " + number + ": " + e.getMessage(), e);
                }
            }
            leave(parser);
        } catch (JacksonException e) {
            throw refused(e);
        } catch (IOException e) {
            throw new SnapshotRefused(path, "cannot be read (" + e + ")", e);
        }
    }

    /** Reads the object; empty when there is no such file. */
    Map<String, Object> readObject(String wrapper) throws SnapshotRefused {
        if (!exists()) {
            return Map.of();
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
                JsonParser parser = JSON.createParser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw refused(parser.currentTokenLocation(), "expected an object {…}", null);
            }
            Map<String, Object> object = ROW.readValue(parser);
            if (parser.nextToken() != null) {
                throw refused(parser.currentTokenLocation(), "expected nothing behind the object", null);
            }
            Map<String, Object> result = Wire.object(object.get("result")).orElse(object);
            return Wire.object(result.get(wrapper))
                    .filter(inner -> !(inner.get("type") instanceof String))
                    .orElse(result);
        } catch (JacksonException e) {
            throw refused(e);
        } catch (IOException e) {
            throw new SnapshotRefused(path, "cannot be read (" + e + ")", e);
        }
    }

    /** Says that something in the file makes no sense, though it is JSON. */
    SnapshotRefused refused(String what) {
        return new SnapshotRefused(path, what);
    }

    private void enter(JsonParser parser, String wrapper) throws SnapshotRefused {
        JsonToken token = parser.nextToken();
        while (token == JsonToken.START_OBJECT) {
            token = parser.nextToken();
            while (token == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                token = parser.nextToken();
                if (name.equals("result") || name.equals(wrapper)) {
                    break;
                }
                parser.skipChildren();
                token = parser.nextToken();
            }
        }
        if (token != JsonToken.START_ARRAY) {
            String found = token == null ? "the file ends" : "found something else";
            throw refused(parser.currentTokenLocation(), found + " where a list [{…}, …] was expected", null);
        }
    }

    private void leave(JsonParser parser) throws SnapshotRefused {
        int depth = parser.streamReadContext().getNestingDepth();
        while (parser.nextToken() != null) {
            if (depth == 0) {
                throw refused(parser.currentTokenLocation(), "expected nothing behind the list of records", null);
            }
            depth = parser.streamReadContext().getNestingDepth();
        }
    }

    private SnapshotRefused refused(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        String what = "is no valid JSON here: " + e.getOriginalMessage();
        return location == null ? new SnapshotRefused(path, what, e) : refused(location, what, e);
    }

    private SnapshotRefused refused(TokenStreamLocation location, String what, @Nullable Exception cause) {
        return new SnapshotRefused(path, position(location), what, cause);
    }

    /** Jackson counts columns in bytes; people count characters. */
    private Position position(TokenStreamLocation location) {
        Position byJackson = new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
        if (location.getByteOffset() < 0) {
            return byJackson;
        }
        int line = 1;
        int column = 1;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            for (long i = 0; i < location.getByteOffset(); i++) {
                int b = in.read();
                if (b == '\n') {
                    line++;
                    column = 1;
                } else if ((b & 0xc0) != 0x80) {
                    column++;
                }
            }
            return new Position(line, column);
        } catch (IOException e) {
            return byJackson;
        }
    }
}
