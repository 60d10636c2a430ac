package dev.mantissa.lib.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.engine.Matrices.Layout;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.tensor.Matrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In JVMs of their own, which start without the module. */
class VectorModuleTest {
    private static String runWith(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }

    @Test
    void a_running_program_loads_it_and_multiplies_in_vectors() throws Exception {
        assertThat(runWith(List.of(VectorModule.EXPORT)))
                .startsWith("present true")
                .contains("lanes", "product 6.0");
    }

    @Test
    void where_it_cannot_be_loaded_the_engine_says_what_helps() throws Exception {
        assertThat(runWith(List.of()))
                .startsWith("present false")
                .contains("start it with --add-modules jdk.incubator.vector");
    }

    /** Of the engine that is chosen where nobody chose one. */
    @Test
    void where_it_cannot_be_loaded_products_are_made_all_the_same() throws Exception {
        assertThat(runWith(List.of())).contains("the best 6.0");
        if (Engines.of("native").probe() instanceof Probe.Ready) {
            assertThat(runWith(List.of()))
                    .contains("the rest by 'scalar' (slow: this JVM has not loaded the module");
        }
    }

    /** What the JVMs run. */
    static final class Program {
        public static void main(String[] arguments) {
            VectorModule.load();
            System.out.println("present " + VectorModule.present());
            VectorEngine engine = new VectorEngine();
            System.out.println(engine.probe());
            if (engine.probe() instanceof Probe.Ready) {
                System.out.println("product " + product(engine));
            }
            System.out.println("the best " + product(Engines.current()));
            System.out.println(Engines.of("native").probe());
        }

        private static float product(Engine engine) {
            Matrix a = Matrices.filled(Layout.ROW_MAJOR, 1, 1, 2);
            Matrix b = Matrices.filled(Layout.ROW_MAJOR, 1, 1, 3);
            Matrix c = Matrices.filled(Layout.ROW_MAJOR, 1, 1, 0);
            engine.matmul(a, b, c, 1, 0, Precisions.of("highest"));
            return Matrices.get(c, 0, 0);
        }
    }
}
