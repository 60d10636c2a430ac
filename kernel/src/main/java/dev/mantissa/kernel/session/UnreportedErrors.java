package dev.mantissa.kernel.session;

import dev.mantissa.kernel.comm.CommEvent;
import dev.mantissa.kernel.display.MimeBundle;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Another output, of which errors are kept: they are told in another way. */
record UnreportedErrors(CellOutput to) implements CellOutput {
    @Override
    public void error(CellError error) {
        // The caller gets it as the result.
    }

    @Override
    public void stream(boolean err, String text) {
        to.stream(err, text);
    }

    @Override
    public void display(MimeBundle bundle, @Nullable String displayId) {
        to.display(bundle, displayId);
    }

    @Override
    public void updateDisplay(MimeBundle bundle, String displayId) {
        to.updateDisplay(bundle, displayId);
    }

    @Override
    public void result(int count, MimeBundle bundle) {
        to.result(count, bundle);
    }

    @Override
    public void clear(boolean wait) {
        to.clear(wait);
    }

    @Override
    public String readLine(String prompt, boolean password) throws IOException {
        return to.readLine(prompt, password);
    }

    @Override
    public void page(MimeBundle bundle) {
        to.page(bundle);
    }

    @Override
    public void comm(CommEvent event) {
        to.comm(event);
    }
}
