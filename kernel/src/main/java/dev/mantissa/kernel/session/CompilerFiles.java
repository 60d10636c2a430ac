package dev.mantissa.kernel.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/** The files of {@link WarmCompiler}: the classes of snippets in memory, all else as JShell's. */
final class CompilerFiles extends ForwardingJavaFileManager<JavaFileManager> {
    static final String PACKAGE = "REPL";

    private final Map<String, byte[]> snippets;
    private final List<InMemory> made = new ArrayList<>();
    private final Set<String> shown = new HashSet<>();

    /**
     * @param snippets the class files of snippets by their names, read each time anew
     */
    CompilerFiles(JavaFileManager files, Map<String, byte[]> snippets) {
        super(files);
        this.snippets = snippets;
    }

    /** One class file. */
    private static final class InMemory extends SimpleJavaFileObject {
        private final String name;
        private byte[] content;

        InMemory(String name, byte[] content) {
            super(URI.create("cell:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
            this.name = name;
            this.content = content;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public OutputStream openOutputStream() {
            return new ByteArrayOutputStream() {
                @Override
                public void close() {
                    content = toByteArray();
                }
            };
        }
    }

    /** The classes that were made since this was asked last. */
    ClassBytecodes[] takeMade() {
        ClassBytecodes[] all =
                made.stream()
                        .map(file -> new ClassBytecodes(file.name, file.content))
                        .toArray(ClassBytecodes[]::new);
        made.clear();
        return all;
    }

    /**
     * The names of the snippets' classes that the compiler came to know since this was asked last.
     */
    Set<String> takeShown() {
        Set<String> all = Set.copyOf(shown);
        shown.clear();
        return all;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        InMemory file = new InMemory(className, new byte[0]);
        made.add(file);
        shown.add(className);
        return file;
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
            throws IOException {
        if (!packageName.equals(PACKAGE)) {
            return super.list(location, packageName, kinds, recurse);
        }
        List<JavaFileObject> found = new ArrayList<>();
        if (location == StandardLocation.CLASS_PATH && kinds.contains(JavaFileObject.Kind.CLASS)) {
            snippets.forEach((name, content) -> found.add(new InMemory(name, content)));
            shown.addAll(snippets.keySet());
        }
        return found;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof InMemory inMemory
                ? inMemory.name
                : super.inferBinaryName(location, file);
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        return a.equals(b);
    }
}
