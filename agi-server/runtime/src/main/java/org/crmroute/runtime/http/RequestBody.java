package org.crmroute.runtime.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The bytes of a request that we were sent, read no further than allowed. */
public final class RequestBody {

    private RequestBody() {}

    /**
     * The whole body; empty when it is larger than that.
     *
     * @param most bytes
     * @throws IOException when it does not come to its end
     */
    public static Optional<byte[]> of(Context request, int most) throws IOException {
        if (request.contentLength() > most) {
            return tooLarge(request);
        }
        try (InputStream in = request.req().getInputStream()) {
            byte[] body = in.readNBytes(most + 1);
            return body.length > most ? tooLarge(request) : Optional.of(body);
        }
    }

    /** The rest stays unread and the connection ends: its next request would be lost if the sender were not told so. */
    private static Optional<byte[]> tooLarge(Context request) {
        request.header("Connection", "close");
        return Optional.empty();
    }

    /** The text that the bytes are in UTF-8; empty when they are none. */
    public static Optional<String> text(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
