package dev.mantissa.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The rules of nbformat 4.5, checked on the text of a file. */
final class NbformatRules {
    private NbformatRules() {}

    static void check(String file) {
        assertThat(file).endsWith("}\n");
        JsonObject root = JsonParser.parseString(file).getAsJsonObject();
        assertThat(root.keySet())
                .containsExactly("cells", "metadata", "nbformat", "nbformat_minor");
        assertThat(root.get("nbformat").getAsInt()).isEqualTo(4);
        assertThat(root.get("nbformat_minor").getAsInt()).isEqualTo(5);
        JsonObject metadata = root.getAsJsonObject("metadata");
        assertThat(metadata.keySet()).doesNotContain("widgets");
        if (metadata.has("kernelspec")) {
            assertThat(metadata.getAsJsonObject("kernelspec").keySet())
                    .contains("display_name", "name");
        }
        if (metadata.has("language_info")) {
            assertThat(metadata.getAsJsonObject("language_info").keySet()).contains("name");
        }
        Set<String> ids = new HashSet<>();
        for (JsonElement cell : root.getAsJsonArray("cells")) {
            cell(cell.getAsJsonObject());
            assertThat(ids.add(cell.getAsJsonObject().get("id").getAsString())).isTrue();
        }
    }

    private static void cell(JsonObject cell) {
        assertThat(cell.get("id").getAsString()).matches("[a-zA-Z0-9-_]{1,64}");
        assertThat(cell.get("metadata").isJsonObject()).isTrue();
        multiline(cell.get("source"));
        switch (cell.get("cell_type").getAsString()) {
            case "code" -> {
                assertThat(cell.keySet())
                        .containsExactlyInAnyOrder(
                                "cell_type",
                                "execution_count",
                                "id",
                                "metadata",
                                "outputs",
                                "source");
                cell.getAsJsonArray("outputs").forEach(o -> output(o.getAsJsonObject()));
            }
            case "markdown", "raw" ->
                    assertThat(Set.of("cell_type", "id", "metadata", "source", "attachments"))
                            .containsAll(cell.keySet());
            default -> throw new AssertionError("cell type of " + cell);
        }
    }

    private static void output(JsonObject output) {
        switch (output.get("output_type").getAsString()) {
            case "stream" -> {
                assertThat(output.keySet()).containsExactly("name", "output_type", "text");
                assertThat(output.getAsJsonPrimitive("name").isString()).isTrue();
                multiline(output.get("text"));
            }
            case "display_data" -> {
                assertThat(output.keySet()).containsExactly("data", "metadata", "output_type");
                bundle(output.getAsJsonObject("data"));
            }
            case "execute_result" -> {
                assertThat(output.keySet())
                        .containsExactly("data", "execution_count", "metadata", "output_type");
                bundle(output.getAsJsonObject("data"));
            }
            case "error" -> {
                assertThat(output.keySet())
                        .containsExactly("ename", "evalue", "output_type", "traceback");
                output.getAsJsonArray("traceback").forEach(l -> l.getAsString());
            }
            default -> throw new AssertionError("output type of " + output);
        }
    }

    private static void bundle(JsonObject data) {
        for (Map.Entry<String, JsonElement> e : data.entrySet()) {
            if (e.getKey().startsWith("image/") && !e.getKey().endsWith("xml")) {
                assertThat(e.getValue().getAsJsonPrimitive().isString()).isTrue();
            } else if (!e.getKey().endsWith("json")) {
                multiline(e.getValue());
            }
        }
    }

    /** A list of lines, every one but the last with its line end. */
    private static void multiline(JsonElement text) {
        int left = text.getAsJsonArray().size();
        for (JsonElement line : text.getAsJsonArray()) {
            String s = line.getAsString();
            left--;
            assertThat(s).isNotEmpty();
            assertThat(s.indexOf('\n'))
                    .isEqualTo(left > 0 || s.endsWith("\n") ? s.length() - 1 : -1);
        }
    }
}
