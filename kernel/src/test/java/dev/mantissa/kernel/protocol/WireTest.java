package dev.mantissa.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final String KEY = "secret";
    private final Headers headers = new Headers("test");

    private static Wire wire() {
        return new Wire(KEY, "hmac-sha256");
    }

    private Message message(String text) {
        return new Message(
                List.of(bytes("who")),
                headers.next("execute_request"),
                new JsonObject(),
                Json.object("meta", 1),
                Json.object("code", text, "nothing", null),
                List.of(new byte[] {0, (byte) 0xff}, new byte[0]));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void what_was_encoded_is_decoded() throws InvalidMessageException {
        Message sent = message("a \uD83D\uDE00 <b> \u2028");
        Message got = wire().decode(wire().encode(sent));
        assertThat(got.header()).isEqualTo(sent.header());
        assertThat(got.metadata()).isEqualTo(sent.metadata());
        assertThat(got.content()).isEqualTo(sent.content());
        assertThat(got.identities()).containsExactly(bytes("who"));
        assertThat(got.buffers()).containsExactly(new byte[] {0, (byte) 0xff}, new byte[0]);
    }

    @Test
    void a_message_is_taken_once() throws InvalidMessageException {
        Wire reader = wire();
        List<byte[]> frames = wire().encode(message("x"));
        reader.decode(frames);
        assertThatThrownBy(() -> reader.decode(frames)).hasMessageContaining("seen before");
    }

    @Test
    void another_key_and_an_unknown_scheme_are_refused() {
        List<byte[]> frames = new Wire("other", "hmac-sha256").encode(message("x"));
        assertThatThrownBy(() -> wire().decode(frames)).hasMessageContaining("signature");
        assertThatThrownBy(() -> new Wire("k", "hmac-rot13")).hasMessageContaining("hmac-sha256");
    }

    @Test
    void no_flipped_bit_is_let_through() {
        Random random = new Random(7);
        List<byte[]> frames = wire().encode(message("int x = 1;"));
        for (int i = 0; i < 10_000; i++) {
            List<byte[]> forged = new ArrayList<>();
            frames.forEach(f -> forged.add(f.clone()));
            byte[] hit = forged.get(1 + random.nextInt(6));
            hit[random.nextInt(hit.length)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> wire().decode(forged))
                    .isInstanceOf(InvalidMessageException.class);
        }
    }

    @Test
    void frames_that_are_no_message_are_refused() {
        List<byte[]> none = List.of();
        List<byte[]> garbage = List.of(bytes("garbage"));
        List<byte[]> cut = wire().encode(message("x")).subList(0, 4);
        for (List<byte[]> frames : List.of(none, garbage, cut)) {
            assertThatThrownBy(() -> wire().decode(frames))
                    .isInstanceOf(InvalidMessageException.class);
        }
    }

    @Test
    void signed_nonsense_is_refused() {
        Wire open = new Wire("", "hmac-sha256");
        String deep = "[".repeat(100_000);
        for (String json : List.of("", "null", "[]", "{", "{\"a\":" + deep, "{}")) {
            List<byte[]> frames =
                    List.of(
                            bytes("<IDS|MSG>"),
                            bytes(""),
                            bytes(json),
                            bytes("{}"),
                            bytes("{}"),
                            bytes("{}"));
            assertThatThrownBy(() -> open.decode(frames))
                    .isInstanceOf(InvalidMessageException.class);
        }
    }

    @Test
    void cursors_are_counted_in_code_points() {
        String text = "a\uD83D\uDE00b";
        assertThat(CodePoints.toUtf16(text, 2)).isEqualTo(3);
        assertThat(CodePoints.ofUtf16(text, 3)).isEqualTo(2);
        assertThat(CodePoints.toUtf16(text, 99)).isEqualTo(4);
        assertThat(CodePoints.toUtf16(text, -1)).isZero();
    }
}
