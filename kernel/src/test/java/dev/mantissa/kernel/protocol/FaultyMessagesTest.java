package dev.mantissa.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes in is hostile, broken or far too long: nothing of it runs, and the kernel goes on. */
class FaultyMessagesTest {
    @TempDir private static Path folder;
    private static KernelProgram program;

    @BeforeAll
    static void start() throws IOException {
        program = new KernelProgram(folder);
        program.run("int ran = 0;");
    }

    @AfterAll
    static void end() {
        program.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A signed message of any four texts. */
    private static List<byte[]> signed(String... parts) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(bytes(program.where.key()), "HmacSHA256"));
        List<byte[]> frames = new ArrayList<>();
        for (String part : parts) {
            mac.update(bytes(part));
            frames.add(bytes(part));
        }
        frames.addFirst(bytes(HexFormat.of().formatHex(mac.doFinal())));
        frames.addFirst(bytes("<IDS|MSG>"));
        return frames;
    }

    private static List<byte[]> execute(String code) throws Exception {
        JsonObject header = program.client.header("execute_request");
        return signed(header.toString(), "{}", "{}", Json.object("code", code).toString());
    }

    private static void assertAlive() {
        KernelClient.Reply reply = program.run("ran");
        assertThat(LiveKernel.text(reply)).isEqualTo("0");
    }

    private static List<byte[]> forged(List<byte[]> good, Random random) {
        List<byte[]> frames = new ArrayList<>();
        good.forEach(f -> frames.add(f.clone()));
        switch (random.nextInt(4)) {
            case 0 -> frames.set(1, new byte[0]);
            case 1 -> frames.remove(1);
            case 2 -> Collections.swap(frames, 2 + random.nextInt(3), 5);
            default -> {
                byte[] hit = frames.get(random.nextInt(frames.size()));
                hit[random.nextInt(hit.length)] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return frames;
    }

    @Test
    void of_ten_thousand_forged_messages_none_runs() throws Exception {
        Random random = new Random(11);
        for (int i = 0; i < 10_000; i++) {
            Channel channel = i % 2 == 0 ? Channel.SHELL : Channel.CONTROL;
            program.client.sendFrames(channel, forged(execute("ran++;"), random));
        }
        assertAlive();
    }

    @Test
    void a_message_that_is_sent_again_runs_once_whatever_the_channel() throws Exception {
        program.run("int times = 0;");
        List<byte[]> frames = execute("times++;");
        for (int i = 0; i < 100; i++) {
            program.client.sendFrames(Channel.SHELL, frames);
        }
        program.run("1");
        program.client.sendFrames(Channel.CONTROL, frames);
        program.client.request(
                Channel.CONTROL, "kernel_info_request", new JsonObject(), LiveKernel.SOON);
        assertThat(LiveKernel.text(program.run("times"))).isEqualTo("1");
    }

    @Test
    void signed_nonsense_is_dropped() throws Exception {
        String header = program.client.header("execute_request").toString();
        String code = "{\"code\":\"ran++\"}";
        String deep =
                "{\"code\":\"ran++\",\"x\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}";
        for (List<byte[]> frames :
                List.of(
                        signed("", "{}", "{}", code),
                        signed("[]", "{}", "{}", code),
                        signed("{", "{}", "{}", code),
                        signed("{}", "{}", "{}", code),
                        signed(header.replace("msg_id", "other"), "{}", "{}", code),
                        signed(header.replace("msg_type", "other"), "{}", "{}", code),
                        signed(header, "3", "{}", code),
                        signed(header, "{}", "null", code),
                        signed(header, "{}", "{}", "\"ran++\""),
                        signed(header, "{}", "{}", deep),
                        signed(header, "{}", "{}"),
                        signed())) {
            program.client.sendFrames(Channel.SHELL, frames);
        }
        assertAlive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "execute_request",
                "complete_request",
                "inspect_request",
                "is_complete_request",
                "history_request",
                "comm_info_request",
                "kernel_info_request",
                "create_subshell_request",
                "delete_subshell_request",
                "list_subshell_request",
                "interrupt_request",
                "debug_request",
                "no_such_request"
            })
    void wrong_and_missing_fields_are_answered(String type) {
        for (String value :
                List.of("null", "7", "-1e300", "true", "[]", "{}", "[{\"a\":[]}]", "\"\\ud800\"")) {
            StringBuilder content = new StringBuilder("{\"none\":0");
            for (String name :
                    List.of(
                            "code",
                            "silent",
                            "store_history",
                            "user_expressions",
                            "allow_stdin",
                            "stop_on_error",
                            "cursor_pos",
                            "detail_level",
                            "hist_access_type",
                            "n",
                            "session",
                            "start",
                            "stop",
                            "pattern",
                            "unique",
                            "output",
                            "target_name",
                            "subshell_id")) {
                content.append(",\"").append(name).append("\":").append(value);
            }
            assertAnswered(type, content.append("}").toString());
        }
        assertAnswered(type, "{}");
    }

    /** The client checks that busy and idle come in pairs, and reads up to idle. */
    private static void assertAnswered(String type, String content) {
        String id =
                program.client.send(
                        Channel.SHELL,
                        type,
                        com.google.gson.JsonParser.parseString(content).getAsJsonObject(),
                        List.of());
        KernelClient.Reply reply = program.client.finish(id, LiveKernel.SOON);
        assertThat(reply.reply().content().keySet())
                .as(type + " " + content)
                .containsAnyOf("status", "success");
    }

    @Test
    void comm_messages_of_wrong_fields_are_passed_over() {
        for (String type : List.of("comm_open", "comm_msg", "comm_close")) {
            for (Object wrong : new Object[] {7, true, List.of(), new JsonObject()}) {
                String id =
                        program.client.send(
                                Channel.SHELL,
                                type,
                                Json.object("comm_id", wrong, "target_name", wrong, "data", wrong),
                                List.of());
                long end = System.nanoTime() + LiveKernel.SOON.toNanos();
                program.client.outputUntilIdle(id, end);
            }
        }
        assertAlive();
    }

    @Test
    void fifty_megabytes_of_code_are_refused_with_a_reason() {
        KernelClient.Reply reply = program.run("ran++; // " + "x".repeat(50 << 20));
        assertThat(reply.status()).isEqualTo("error");
        assertThat(LiveKernel.error(reply))
                .contains("MessageTooLong")
                .contains("at most")
                .contains("file");
        assertThat(LiveKernel.types(reply)).containsExactly("error");
        assertAlive();
    }

    @Test
    void a_message_of_a_hundred_thousand_frames_is_dropped() {
        program.client.sendFrames(Channel.SHELL, Collections.nCopies(100_000, new byte[] {1}));
        assertAlive();
    }

    /** As ZMTP 3.0 begins, by hand: greeting, READY, then the head of a frame. */
    @ParameterizedTest
    @ValueSource(longs = {2L << 30, Long.MAX_VALUE, -1, 0xffffffff7fffffffL})
    void the_head_of_a_giant_frame_harms_its_own_connection_alone(long length) throws Exception {
        try (Socket socket = new Socket(program.where.ip(), program.where.shell())) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write(HexFormat.of().parseHex("ff00000000000000007f0300"));
            out.write(bytes("NULL" + "\0".repeat(48)));
            byte[] ready = bytes("\5READY\13Socket-Type\0\0\0\6DEALER");
            out.write(new byte[] {4, (byte) ready.length});
            out.write(ready);
            out.write(2);
            out.writeLong(length);
            out.write(new byte[1000]);
            out.flush();
            socket.setSoTimeout((int) Duration.ofSeconds(5).toMillis());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            // A negative one passes for an empty frame, and what follows for garbage.
            assertThat(length < 0 || readToEnd(in)).isTrue();
        }
        assertAlive();
    }

    private static boolean readToEnd(DataInputStream in) throws IOException {
        try {
            in.readAllBytes();
            return true;
        } catch (java.net.SocketException e) {
            // Closed with what was not read.
            return true;
        }
    }

    @Test
    void garbage_in_place_of_the_greeting_is_passed_over() throws Exception {
        byte[] garbage = new byte[10_000];
        new Random(3).nextBytes(garbage);
        for (int port : List.of(program.where.shell(), program.where.iopub())) {
            try (Socket socket = new Socket(program.where.ip(), port)) {
                socket.getOutputStream().write(garbage);
            } catch (java.net.SocketException e) {
                // Closed early by the kernel, which is as good.
                continue;
            }
        }
        assertAlive();
    }
}
