package org.dflib.jjava.jupyter.kernel.display;

import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.jspecify.annotations.Nullable;

/** The types asked for, and where the answers go. */
public class RenderContext extends io.github.spencerpark.jupyter.kernel.display.RenderContext {
    private final DisplayData out;

    RenderContext(io.github.spencerpark.jupyter.kernel.display.RenderContext other) {
        this(other, new DisplayData());
    }

    private RenderContext(
            io.github.spencerpark.jupyter.kernel.display.RenderContext other, DisplayData out) {
        super(other, out);
        this.out = out;
    }

    @Override
    public Renderer getRenderer() {
        return new Renderer();
    }

    @Override
    public DisplayData getOutputContainer() {
        return out;
    }

    public boolean wantsDataRenderedAs(MIMEType type) {
        return super.wantsDataRenderedAs(type);
    }

    /** Lets the function put its data, if the type is asked for; gives whether it is. */
    public boolean renderIfRequested(MIMEType type, BiConsumer<MIMEType, DisplayData> put) {
        boolean wanted = wantsDataRenderedAs(type);
        if (wanted) {
            put.accept(type, out);
        }
        return wanted;
    }

    /** Puts what the function gives, if the type is asked for; gives whether it is. */
    public boolean renderIfRequested(MIMEType type, Function<MIMEType, @Nullable Object> rendered) {
        return renderIfRequested(type, () -> rendered.apply(type));
    }

    /** Puts what the supplier gives, if the type is asked for; gives whether it is. */
    public boolean renderIfRequested(MIMEType type, Supplier<@Nullable Object> rendered) {
        return super.renderIfRequested(type, rendered);
    }
}
