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
                new AnyVersion<>(new TablesawRenderer()),
                new AnyVersion<>(new XChartRenderer()),
                new BenchTableRenderer(),
                new BenchResultRenderer());
    }
}
