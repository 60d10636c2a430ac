package org.dflib.jjava.jupyter.kernel.display;

import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.jspecify.annotations.Nullable;

/** One result in several MIME types. */
public class DisplayData extends io.github.spencerpark.jupyter.kernel.display.DisplayData {
    public DisplayData() {}

    /** With a plain text. */
    public DisplayData(String text) {
        super(text);
    }

    /** A copy. */
    public DisplayData(io.github.spencerpark.jupyter.kernel.display.DisplayData other) {
        super(other);
    }

    public void putData(MIMEType type, Object value) {
        super.putData(type, value);
    }

    public @Nullable Object getData(MIMEType type) {
        return super.getData(type);
    }

    public boolean hasDataForType(MIMEType type) {
        return super.hasDataForType(type);
    }

    /** Takes over everything that another one has. */
    public void assign(DisplayData other) {
        super.assign(other);
    }
}
