package dev.mantissa.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a reply carries for the front end to do. */
class PagerTest {
    @AutoClose private static LiveKernel live = LiveKernel.start();

    private static JsonObject payload(String code) {
        KernelClient.Reply reply = live.run(code);
        assertThat(reply.status()).isEqualTo("ok");
        return reply.reply().content().getAsJsonArray("payload").get(0).getAsJsonObject();
    }

    @Test
    void a_name_with_a_question_mark_opens_a_page() {
        JsonObject page = payload("String.format?");
        assertThat(page.get("source").getAsString()).isEqualTo("page");
        assertThat(page.getAsJsonObject("data").get("text/plain").getAsString())
                .contains("format(String");
        assertThat(LiveKernel.error(live.run("nobody?"))).contains("nothing is known of 'nobody'");
    }

    @Test
    void the_words_by_which_a_person_leaves_a_console_are_known() {
        assertThat(payload("exit").get("source").getAsString()).isEqualTo("ask_exit");
        assertThat(payload("quit").get("keepkernel").getAsBoolean()).isFalse();
    }
}
