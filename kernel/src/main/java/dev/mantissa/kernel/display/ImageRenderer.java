package dev.mantissa.kernel.display;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as PNG. */
final class ImageRenderer implements Renderer<RenderedImage> {
    @Override
    public String typeName() {
        return "java.awt.image.RenderedImage";
    }

    @Override
    public MimeBundle render(RenderedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("this kind of picture cannot be written as PNG");
            }
        }
        String size = "[picture, %d × %d pixels]".formatted(image.getWidth(), image.getHeight());
        String png = Base64.getEncoder().encodeToString(bytes.toByteArray());
        return MimeBundle.text(size).with(MimeBundle.PNG, png);
    }
}
