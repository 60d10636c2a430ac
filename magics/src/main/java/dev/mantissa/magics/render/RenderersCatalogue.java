package dev.mantissa.magics.render;

import dev.mantissa.kernel.display.Renderer;
import java.util.List;

/** The catalogue of renderers for types outside the JDK: one line adds one. */
public final class RenderersCatalogue {
    private RenderersCatalogue() {}

    public static List<Renderer<?>> all() {
        return List.of(
                new TensorRenderer(),
                new NdArrayRenderer(),
                new TablesawRenderer(),
                new XChartRenderer(),
                new BenchTableRenderer(),
                new BenchResultRenderer());
    }

    /** All, of which those for other libraries serve any version that a cell brings. */
    public static List<Renderer<?>> forCells() {
        return all().stream().<Renderer<?>>map(RenderersCatalogue::forCells).toList();
    }

    private static Renderer<?> forCells(Renderer<?> renderer) {
        return renderer.typeName().startsWith("dev.mantissa.")
                ? renderer
                : new AnyVersion<>(renderer);
    }
}
