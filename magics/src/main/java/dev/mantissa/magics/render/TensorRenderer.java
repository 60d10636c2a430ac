package dev.mantissa.magics.render;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.Renderer;
import dev.mantissa.kernel.display.VisibleText;
import dev.mantissa.lib.tensor.Buffer;
import dev.mantissa.lib.tensor.Tensor;
import java.util.Locale;

/** Tensors: shape, type and corner values. */
final class TensorRenderer implements Renderer<Tensor> {
    @Override
    public String typeName() {
        return "dev.mantissa.lib.tensor.Tensor";
    }

    @Override
    public MimeBundle render(Tensor tensor) {
        if (!(tensor.buffer() instanceof Buffer.Host) || tensor.shape().elements() == 0) {
            return MimeBundle.text(tensor.toString());
        }
        long[] shape = new long[tensor.shape().rank()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.shape().length(i);
        }
        Corners corners = new Corners(shape, index -> at(tensor, index));
        String type = tensor.type().name().toLowerCase(Locale.ROOT);
        String title = "Tensor " + tensor.shape() + " " + type + corners.which();
        return MimeBundle.text(tensor.toString())
                .with(
                        MimeBundle.HTML,
                        "<p>" + VisibleText.html(title) + "</p>" + corners.grid().html());
    }

    private static double at(Tensor tensor, long... index) {
        int[] position = new int[index.length];
        for (int i = 0; i < index.length; i++) {
            position[i] = (int) index[i];
        }
        return tensor.get(position);
    }
}
