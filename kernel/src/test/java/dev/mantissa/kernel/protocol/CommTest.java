package dev.mantissa.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CommTest {
    @AutoClose private static LiveKernel live;

    @BeforeAll
    static void start() throws IOException {
        live = new LiveKernel();
        live.run(
                """
                Comms.register("echo", (comm, opened) -> {
                    comm.send(Map.of("opened", opened.data()));
                    comm.onMessage((c, e) -> {
                        println("heard " + e.data());
                        c.send(Map.of("back", e.data()), Map.of("m", 1), e.buffers());
                    });
                });
                """);
    }

    private static List<Message> send(String type, JsonObject content, List<byte[]> buffers) {
        String id = live.client.send(Channel.SHELL, type, content, buffers);
        return live.client.outputUntilIdle(id, System.nanoTime() + LiveKernel.SOON.toNanos());
    }

    private static JsonObject comms(String target) {
        return live.ask("comm_info_request", "target_name", target)
                .content()
                .getAsJsonObject("comms");
    }

    @Test
    void a_front_end_opens_a_comm_and_binary_data_comes_back() {
        JsonObject open =
                Json.object("comm_id", "c1", "target_name", "echo", "data", Json.object("a", 1));
        assertThat(send("comm_open", open, List.of()))
                .singleElement()
                .satisfies(m -> assertThat(m.content().toString()).contains("{\"a\":1}"));
        assertThat(comms("echo").has("c1")).isTrue();
        byte[] binary = {0, 1, (byte) 0xfe};
        List<Message> answer =
                send(
                        "comm_msg",
                        Json.object("comm_id", "c1", "data", Json.object("n", 2.5, "i", 3)),
                        List.of(binary));
        assertThat(answer.getFirst().content().get("text").getAsString())
                .startsWith("heard {")
                .contains("n=2.5")
                .contains("i=3");
        assertThat(answer.getLast().type()).isEqualTo("comm_msg");
        assertThat(answer.getLast().buffers()).containsExactly(binary);
        assertThat(answer.getLast().metadata().get("m").getAsInt()).isEqualTo(1);
        send("comm_close", Json.object("comm_id", "c1", "data", new JsonObject()), List.of());
        assertThat(comms("echo").has("c1")).isFalse();
    }

    @Test
    void a_target_that_nobody_registered_is_closed_at_once() {
        JsonObject open =
                Json.object("comm_id", "c2", "target_name", "nobody", "data", new JsonObject());
        assertThat(send("comm_open", open, List.of()))
                .singleElement()
                .satisfies(m -> assertThat(m.type()).isEqualTo("comm_close"));
        assertThat(comms("").has("c2")).isFalse();
    }

    @Test
    void a_cell_opens_a_comm_to_the_front_end() {
        KernelClient.Reply reply =
                live.run(
                        "Comm mine = Comm.open(\"chart\", Map.of(\"x\", List.of(1, 2)));\nmine.send(Map.of(\"y\", 1), Map.of(), List.of(new byte[] {7}));\nmine.id()");
        assertThat(LiveKernel.types(reply))
                .containsExactly("execute_input", "comm_open", "comm_msg", "execute_result");
        assertThat(reply.output().get(1).content().get("target_name").getAsString())
                .isEqualTo("chart");
        assertThat(reply.output().get(2).buffers()).containsExactly(new byte[] {7});
        assertThat(comms("chart").size()).isEqualTo(1);
        live.run("mine.close();");
        assertThat(comms("chart").size()).isZero();
        assertThat(LiveKernel.error(live.run("mine.send(Map.of());"))).contains("is closed");
    }

    @Test
    void a_handler_that_fails_says_so() {
        live.run(
                "Comms.register(\"bad\", (c, e) -> { throw new IllegalStateException(\"no\"); });");
        JsonObject open =
                Json.object("comm_id", "c3", "target_name", "bad", "data", new JsonObject());
        assertThat(send("comm_open", open, List.of()))
                .singleElement()
                .satisfies(m ->
                        assertThat(m.content().get("text").getAsString())
                                .contains("IllegalStateException")
                                .contains("no"));
    }
}
