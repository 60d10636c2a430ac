package dev.mantissa.magics.render;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.Renderer;
import dev.mantissa.kernel.display.VisibleText;
import java.util.Arrays;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/** ND4J arrays: shape, type and corner values. Nothing of ND4J is loaded before there is one. */
final class NdArrayRenderer implements Renderer<INDArray> {
    @Override
    public String typeName() {
        return "org.nd4j.linalg.api.ndarray.INDArray";
    }

    @Override
    public MimeBundle render(INDArray array) {
        String type = array.dataType().name().toLowerCase(Locale.ROOT);
        String title = "INDArray " + Arrays.toString(array.shape()) + " " + type;
        if (array.isEmpty() || !array.dataType().isNumerical()) {
            return MimeBundle.text(title + "\n" + VisibleText.of(array.toString()));
        }
        Corners corners =
                new Corners(
                        array.shape(),
                        index -> index.length == 0 ? array.getDouble(0) : array.getDouble(index));
        String caption = title + corners.which();
        return MimeBundle.text(caption + "\n" + corners.grid().text())
                .with(
                        MimeBundle.HTML,
                        "<p>" + VisibleText.html(caption) + "</p>" + corners.grid().html());
    }
}
