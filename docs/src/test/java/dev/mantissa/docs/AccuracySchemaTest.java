package dev.mantissa.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.mantissa.kernel.notebook.PrintingOutput;
import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.CellResult;
import dev.mantissa.kernel.session.Session;
import dev.mantissa.lib.accuracy.AccuracyResult;
import dev.mantissa.lib.accuracy.AccuracySuite;
import dev.mantissa.lib.accuracy.Effort;
import dev.mantissa.lib.accuracy.Kernel;
import dev.mantissa.lib.accuracy.MatrixShape;
import dev.mantissa.lib.accuracy.Structures;
import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.lib.tensor.Matrix;
import dev.mantissa.magics.MantissaSession;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of the accuracy suite keep to their JSON Schema. */
class AccuracySchemaTest {
    private static final Kernel INFINITE = (x, weights, y) -> fill(y, Float.POSITIVE_INFINITY);
    private static Schema schema;

    @TempDir Path folder;

    @BeforeAll
    static void read_the_schema() {
        String text =
                Tree.read(Tree.root().resolve("docs/schemas/mantissa.accuracy-1.schema.json"));
        schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(text, InputFormat.JSON);
    }

    private static void fill(Matrix y, float value) {
        for (long i = 0; i < (long) y.rows() * y.cols(); i++) {
            y.host().setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i, value);
        }
    }

    private static AccuracyResult result(Kernel kernel, MatrixShape... shapes) {
        return new AccuracySuite(
                        List.of(QuantSchemes.of("q4"), QuantSchemes.of("q1")),
                        Structures.all(),
                        List.of(shapes),
                        Effort.QUICK,
                        1,
                        kernel)
                .run(progress -> {});
    }

    private static void assertValid(String record) {
        assertThat(schema.validate(record, InputFormat.JSON)).as(record).isEmpty();
    }

    @Test
    void a_result_that_passed_one_that_failed_and_one_that_was_not_run_are_valid() {
        MatrixShape small = new MatrixShape(32, 64);
        assertValid(result(Kernel.packed(), small).json());
        assertValid(result(INFINITE, small).json());
        assertValid(result(Kernel.packed(), new MatrixShape(2048, 2048)).json());
        assertValid(result(Kernel.packed()).json());
    }

    @Test
    void the_record_of_a_network_is_valid() {
        String made =
                Markdown.fences(Tree.read(Tree.root().resolve("docs/accuracy.md"))).stream()
                        .map(Markdown.Fence::text)
                        .filter(text -> text.contains("MultiLayerNetwork net ="))
                        .findFirst()
                        .orElseThrow();
        Path file = folder.resolve("network.json");
        PrintStream said =
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        BufferedReader nothing = new BufferedReader(Reader.nullReader());
        try (var output = new PrintingOutput(said, said, nothing);
                Session session = MantissaSession.open(notice -> {})) {
            String magic = "%accuracy net x q4 q1 --limit 0.2 --json " + file;
            for (String code : List.of(made, magic)) {
                assertThat(session.execute(new Cell(code), output))
                        .isInstanceOf(CellResult.Ok.class);
            }
        }
        assertValid(Tree.read(file));
    }

    @Test
    void a_verdict_of_ready_beside_a_failure_is_not_valid() {
        String record = result(INFINITE, new MatrixShape(32, 64)).json();
        assertThat(record).contains("\"verdict\": \"failed\"");
        String claimed = record.replace("\"verdict\": \"failed\"", "\"verdict\": \"ready\"");
        assertThat(schema.validate(claimed, InputFormat.JSON)).isNotEmpty();
        assertThat(schema.validate("{}", InputFormat.JSON)).isNotEmpty();
    }
}
