package io.github.spencerpark.jupyter.kernel.display;

import dev.mantissa.kernel.display.Displayable;
import dev.mantissa.kernel.display.MimeBundle;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.Set;

/** A value that shows itself. */
public interface DisplayDataRenderable extends Displayable {
    default Set<MIMEType> getSupportedRenderTypes() {
        return Set.of(MIMEType.ANY);
    }

    /** The types in which it is shown if none is asked for. */
    default Set<MIMEType> getPreferredRenderTypes() {
        return getSupportedRenderTypes();
    }

    void render(RenderContext context);

    @Override
    default MimeBundle toBundle() {
        DisplayData out = new DisplayData();
        out.putText(String.valueOf(this));
        render(new RenderContext(getPreferredRenderTypes(), out));
        return out.toBundle();
    }
}
