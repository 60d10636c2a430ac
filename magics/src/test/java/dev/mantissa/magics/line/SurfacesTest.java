package dev.mantissa.magics.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mantissa.lib.Environment;
import dev.mantissa.lib.Source;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.tensor.Tensor;
import dev.mantissa.magics.NotebookPrecision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everywhere that a precision can be said, weakest place first: each wins over those before. */
class SurfacesTest {
    private static final Tensor A = Tensor.randn(1, 8, 24);
    private static final Tensor B = Tensor.randn(2, 24, 8);

    @TempDir Path folder;
    private final Numerics before = Numerics.notebook();
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private final Workbench bench = new Workbench();
    private PrecisionMagic magic = new PrecisionMagic();

    @AfterEach
    void the_settings_are_as_they_were() {
        Numerics.setNotebook(before);
    }

    @Test
    void each_place_wins_over_the_weaker_ones_and_is_named_as_the_source() throws Exception {
        start();
        assertInForce("highest", "default");
        Files.writeString(folder.resolve("mantissa.toml"), "\nprecision = \"f32\"\n");
        start();
        assertInForce("f32", "mantissa.toml line 2");
        Files.writeString(folder.resolve(".env"), "MANTISSA_PRECISION=tf32\n");
        start();
        assertInForce("tf32", ".env line 1");
        variables.put("MANTISSA_PRECISION", "bf16");
        start();
        assertInForce("bf16", "MANTISSA_PRECISION");
        properties.put("mantissa.precision", "e5m8");
        start();
        assertInForce("e5m8", "command line");
        assertThat(Numerics.offerNotebook(Numerics.of("f16", Source.COMMAND_LINE))).isTrue();
        assertInForce("f16", "command line");
        NotebookPrecision.offer(metadata("\"bf16x3\""), "a.ipynb", told::add);
        assertInForce("bf16x3", "metadata of a.ipynb");
        assertThat(Numerics.offerNotebook(Numerics.of("f16", Source.COMMAND_LINE))).isFalse();
        bench.run(magic, "%precision f8e4m3");
        assertInForce("f8e4m3", "notebook");
        NotebookPrecision.offer(metadata("\"high\""), "a.ipynb", told::add);
        assertInForce("f8e4m3", "notebook");
        bench.code = text -> insideCell();
        bench.run(magic, "%%precision f8e5m2\nbody");
        assertInForce("f8e4m3", "notebook");
        assertThat(told).isEmpty();
    }

    /** The last two places: a block in the cell, and an argument of a call in the block. */
    private Object insideCell() {
        try {
            assertInForce("f8e5m2", "cell");
            Precision.with(
                    "int8",
                    () -> {
                        assertInForce("int8", "scope");
                        assertThat(A.matmul(B, Precisions.of("e4m2")).toArray())
                                .isEqualTo(alone("e4m2"))
                                .isNotEqualTo(alone("int8"));
                        return null;
                    });
            assertInForce("f8e5m2", "cell");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return "";
    }

    /** The table says it, and a product is computed so. */
    private void assertInForce(String mode, String source) throws Exception {
        assertThat(bench.run(magic, "%precision").lines())
                .anyMatch(l ->
                        l.startsWith("all (*)")
                                && l.contains(" " + mode + " ")
                                && l.stripTrailing().endsWith(source));
        assertThat(A.matmul(B).toArray()).isEqualTo(alone(mode));
    }

    private static float[] alone(String mode) {
        return A.matmul(B, Precisions.of(mode)).toArray();
    }

    @Test
    void a_part_keeps_its_own_source_when_another_part_is_typed() throws Exception {
        variables.put("MANTISSA_PRECISION", "mlp=tf32 *=bf16");
        start();
        bench.run(magic, "%precision attention=f32");
        List<String> rows = bench.run(magic, "%precision").lines().map(String::strip).toList();
        assertThat(rows)
                .anyMatch(l -> l.startsWith("all (*)") && l.endsWith("MANTISSA_PRECISION"))
                .anyMatch(l -> l.startsWith("mlp") && l.endsWith("MANTISSA_PRECISION"))
                .anyMatch(l -> l.startsWith("attention") && l.endsWith("notebook"));
    }

    @Test
    void a_wrong_value_in_the_metadata_is_named_with_its_key_and_changes_nothing()
            throws IOException {
        start();
        NotebookPrecision.offer(metadata("\"hgih\""), "a.ipynb", told::add);
        NotebookPrecision.offer(metadata("7"), "b.ipynb", told::add);
        NotebookPrecision.offer(new JsonObject(), "c.ipynb", told::add);
        assertThat(Numerics.notebook()).hasToString("highest (default)");
        assertThat(told).hasSize(2);
        assertThat(told.getFirst())
                .startsWith("a.ipynb: metadata.mantissa.precision = \"hgih\" is not used:")
                .contains("Did you mean 'high'?");
        assertThat(told.getLast()).contains("b.ipynb", "it must be a text");
    }

    @Test
    void what_was_in_force_is_recorded_beside_what_was_wanted() throws IOException {
        JsonObject wanted = metadata("\"high\"");
        Numerics start = Numerics.of("high", Source.METADATA);
        Numerics end = Numerics.of("bf16", Source.NOTEBOOK);
        JsonObject own = NotebookPrecision.executed(wanted, start, end).getAsJsonObject("mantissa");
        assertThat(own.get("precision").getAsString()).isEqualTo("high");
        JsonObject executed = own.getAsJsonObject("executed");
        assertThat(executed.getAsJsonObject("start").get("resolved").getAsString())
                .isEqualTo("tf32");
        assertThat(executed.getAsJsonObject("end").get("source").getAsString())
                .isEqualTo("notebook");
        assertThat(wanted.getAsJsonObject("mantissa").has("executed")).isFalse();
    }

    private static JsonObject metadata(String precision) {
        return JsonParser.parseString("{\"mantissa\": {\"precision\": " + precision + "}}")
                .getAsJsonObject();
    }

    private void start() {
        Numerics.setNotebook(
                Numerics.initial(new Environment(properties::get, variables::get, folder)));
        magic = new PrecisionMagic();
    }
}
