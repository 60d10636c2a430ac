package dev.mantissa.kernel.notebook;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.session.CellError;
import dev.mantissa.kernel.session.CellOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Sends output to two places; input comes from the second. */
record TeeOutput(CellOutput first, CellOutput second) implements CellOutput {
    @Override
    public void stream(boolean err, String text) {
        first.stream(err, text);
        second.stream(err, text);
    }

    @Override
    public void display(MimeBundle bundle, @Nullable String displayId) {
        first.display(bundle, displayId);
        second.display(bundle, displayId);
    }

    @Override
    public void updateDisplay(MimeBundle bundle, String displayId) {
        first.updateDisplay(bundle, displayId);
        second.updateDisplay(bundle, displayId);
    }

    @Override
    public void result(int count, MimeBundle bundle) {
        first.result(count, bundle);
        second.result(count, bundle);
    }

    @Override
    public void error(CellError error) {
        first.error(error);
        second.error(error);
    }

    @Override
    public void clear(boolean wait) {
        first.clear(wait);
        second.clear(wait);
    }

    @Override
    public String readLine(String prompt, boolean password) throws IOException {
        return second.readLine(prompt, password);
    }
}
