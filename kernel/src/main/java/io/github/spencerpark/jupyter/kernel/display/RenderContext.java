package io.github.spencerpark.jupyter.kernel.display;

import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The types asked for, and where the answers go. */
public class RenderContext {
    private final Set<MIMEType> requested;
    private final DisplayData out;

    RenderContext(Set<MIMEType> requested, DisplayData out) {
        this.requested = requested;
        this.out = out;
    }

    /** One that asks for the same, with another place for the answers. */
    protected RenderContext(RenderContext other, DisplayData out) {
        this(other.requested, out);
    }

    public Renderer getRenderer() {
        return new Renderer();
    }

    public DisplayData getOutputContainer() {
        return out;
    }

    public boolean wantsDataRenderedAs(MIMEType type) {
        return requested.stream().anyMatch(wanted -> wanted.covers(type));
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
        boolean wanted = wantsDataRenderedAs(type);
        Object value = wanted ? rendered.get() : null;
        if (value != null) {
            out.putData(type, value);
        }
        return wanted;
    }
}
