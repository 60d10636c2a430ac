package dev.mantissa.kernel.protocol;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Messages as signed frames: identities, a delimiter, the signature, header, parent header,
 * metadata, content, buffers. A signature that was seen is refused, whatever channel it came by.
 */
final class Wire {
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int SIGNED = 4;
    private static final int REMEMBERED = 65_536;
    private static final int DEEPEST = 128;

    /** The parsed text takes several times as much of a small heap. */
    private static final int LONGEST_CONTENT_BYTES = 8 << 20;

    private static final int LONGEST_HEAD_BYTES = 1 << 20;
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private final byte[] key;
    private final String algorithm;
    private final Set<String> seen = new LinkedHashSet<>();

    /**
     * @param key empty for messages that are not signed
     * @param scheme {@code hmac-sha256} or another digest
     * @throws IllegalArgumentException for a scheme that this Java does not know
     */
    Wire(String key, String scheme) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
        this.algorithm = scheme.replace("-", "");
        mac();
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "signature_scheme '%s' is not known. Jupyter's usual one is hmac-sha256."
                            .formatted(algorithm),
                    e);
        }
    }

    private byte[] signature(List<byte[]> parts) {
        if (key.length == 0) {
            return new byte[0];
        }
        Mac mac = mac();
        parts.forEach(mac::update);
        return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
    }

    List<byte[]> encode(Message message) {
        List<byte[]> parts =
                List.of(
                        bytes(message.header()),
                        bytes(message.parent()),
                        bytes(message.metadata()),
                        bytes(message.content()));
        List<byte[]> frames = new ArrayList<>(message.identities());
        frames.add(DELIMITER);
        frames.add(signature(parts));
        frames.addAll(parts);
        frames.addAll(message.buffers());
        return frames;
    }

    private static byte[] bytes(JsonObject object) {
        return GSON.toJson(object).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads frames.
     *
     * @throws TooLongException if they are a message whose content is longer than what is read
     * @throws InvalidMessageException if they are not well-formed, wrongly signed or seen before
     */
    Message decode(List<byte[]> frames) throws InvalidMessageException {
        int at = 0;
        while (at < frames.size() && !Arrays.equals(frames.get(at), DELIMITER)) {
            at++;
        }
        int first = at + 2;
        if (frames.size() < first + SIGNED) {
            throw new InvalidMessageException("too few frames");
        }
        List<byte[]> parts = frames.subList(first, first + SIGNED);
        check(frames.get(at + 1), parts);
        byte[] content = parts.get(3);
        boolean tooLong = content.length > LONGEST_CONTENT_BYTES;
        Message message =
                new Message(
                        List.copyOf(frames.subList(0, at)),
                        head(parts.get(0)),
                        head(parts.get(1)),
                        head(parts.get(2)),
                        tooLong ? new JsonObject() : parse(content),
                        List.copyOf(frames.subList(first + SIGNED, frames.size())));
        if (message.type().isEmpty() || message.id().isEmpty()) {
            throw new InvalidMessageException("a header without msg_type or msg_id");
        }
        if (tooLong) {
            throw new TooLongException(message, content.length, LONGEST_CONTENT_BYTES);
        }
        return message;
    }

    private static JsonObject head(byte[] json) throws InvalidMessageException {
        if (json.length > LONGEST_HEAD_BYTES) {
            throw new InvalidMessageException("a header of %d bytes".formatted(json.length));
        }
        return parse(json);
    }

    private void check(byte[] given, List<byte[]> parts) throws InvalidMessageException {
        if (key.length == 0) {
            return;
        }
        if (!MessageDigest.isEqual(signature(parts), given)) {
            throw new InvalidMessageException("wrong signature");
        }
        if (!seen.add(new String(given, StandardCharsets.US_ASCII))) {
            throw new InvalidMessageException("seen before");
        }
        if (seen.size() > REMEMBERED) {
            seen.remove(seen.iterator().next());
        }
    }

    private static JsonObject parse(byte[] json) throws InvalidMessageException {
        try (JsonReader reader =
                new JsonReader(
                        new InputStreamReader(
                                new ByteArrayInputStream(json), StandardCharsets.UTF_8))) {
            reader.setStrictness(Strictness.STRICT);
            reader.setNestingLimit(DEEPEST);
            if (JsonParser.parseReader(reader) instanceof JsonObject object) {
                return object;
            }
            throw new InvalidMessageException("no JSON object");
        } catch (java.io.IOException
                | JsonParseException
                | IllegalStateException
                | StackOverflowError e) {
            throw new InvalidMessageException("no JSON: " + e.getMessage());
        }
    }
}
