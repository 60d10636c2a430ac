package dev.mantissa.magics.render;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.Renderer;
import dev.mantissa.kernel.display.VisibleText;
import dev.mantissa.lib.nd4j.ArrayView;
import java.util.Arrays;

/** ND4J arrays: shape, type and corner values. Nothing of ND4J is loaded before there is one. */
final class NdArrayRenderer implements Renderer<Object> {
    @Override
    public String typeName() {
        return "org.nd4j.linalg.api.ndarray.INDArray";
    }

    @Override
    public MimeBundle render(Object value) {
        ArrayView array = ArrayView.of(value);
        String title = "INDArray " + Arrays.toString(array.shape()) + " " + array.type();
        if (!array.hasNumbers()) {
            return MimeBundle.text(title + "\n" + VisibleText.of(array.toString()));
        }
        Corners corners = new Corners(array.shape(), array::at);
        String caption = title + corners.which();
        return MimeBundle.text(caption + "\n" + corners.grid().text())
                .with(
                        MimeBundle.HTML,
                        "<p>" + VisibleText.html(caption) + "</p>" + corners.grid().html());
    }
}
