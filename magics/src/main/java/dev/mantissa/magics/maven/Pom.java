package dev.mantissa.magics.maven;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** A project file of Maven, whole or in part, that lies in no repository. */
public final class Pom implements WorkspaceReader {
    private final Path file;
    private final Artifact artifact;

    private Pom(Path file, Artifact artifact) {
        this.file = file;
        this.artifact = artifact;
    }

    /**
     * That in a file.
     *
     * @throws IllegalArgumentException if it is no project
     * @throws IOException if it cannot be read
     */
    public static Pom read(Path file) throws IOException {
        Element project = parse(Files.readString(file)).getDocumentElement();
        if (!project.getTagName().equals("project")) {
            throw new IllegalArgumentException(
                    "%s begins with <%s>; a project of Maven begins with <project>."
                            .formatted(file, project.getTagName()));
        }
        return new Pom(file, coordinates(project));
    }

    /**
     * That in a text: a {@code <project>}, or dependencies, repositories and other parts of one, as
     * they are copied from a page; kept in {@code folder}.
     *
     * @throws IllegalArgumentException if it is no XML
     */
    public static Pom of(String text, Path folder) throws IOException {
        String xml = text.strip().replaceFirst("^<\\?xml[^>]*\\?>", "");
        Element root = parse("<parts>" + xml + "</parts>").getDocumentElement();
        Node first = root.getElementsByTagName("project").item(0);
        Path file = folder.resolve("pom.xml");
        Files.writeString(file, first == null ? assembled(root) : xml);
        return read(file);
    }

    private static String assembled(Element parts) {
        Document pom = parse("<project><modelVersion>4.0.0</modelVersion></project>");
        Element project = pom.getDocumentElement();
        Element dependencies = child(project, "dependencies");
        Element repositories = child(project, "repositories");
        for (Element part : elements(parts)) {
            switch (part.getTagName()) {
                case "dependency" -> move(part, dependencies);
                case "repository" -> move(part, repositories);
                case "dependencies" -> elements(part).forEach(e -> move(e, dependencies));
                case "repositories" -> elements(part).forEach(e -> move(e, repositories));
                case "modelVersion" -> {}
                default -> move(part, project);
            }
        }
        for (String name : List.of("groupId", "artifactId", "version")) {
            if (text(project, name) == null) {
                child(project, name).setTextContent(name.equals("version") ? "1" : "notebook");
            }
        }
        return written(project);
    }

    private static void move(Element part, Element to) {
        to.appendChild(to.getOwnerDocument().importNode(part, true));
    }

    private static Element child(Element parent, String name) {
        Element made = parent.getOwnerDocument().createElement(name);
        parent.appendChild(made);
        return made;
    }

    /** The library's own writer sits in a module that nothing else needs. */
    private static String written(Node node) {
        if (node.getNodeType() == Node.TEXT_NODE || node.getNodeType() == Node.CDATA_SECTION_NODE) {
            return node.getTextContent()
                    .replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;");
        }
        if (!(node instanceof Element element)) {
            return "";
        }
        StringBuilder text = new StringBuilder("<" + element.getTagName() + ">");
        for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
            text.append(written(n));
        }
        return text.append("</").append(element.getTagName()).append('>').toString();
    }

    private static Artifact coordinates(Element project) {
        Element parent =
                elements(project).stream()
                        .filter(e -> e.getTagName().equals("parent"))
                        .findFirst()
                        .orElse(project);
        return new DefaultArtifact(
                either(project, parent, "groupId"),
                either(project, parent, "artifactId"),
                "pom",
                either(project, parent, "version"));
    }

    private static String either(Element project, Element parent, String name) {
        String own = text(project, name);
        String inherited = own == null ? text(parent, name) : own;
        if (inherited == null) {
            throw new IllegalArgumentException("the project has no <%s>.".formatted(name));
        }
        return inherited;
    }

    private static @Nullable String text(Element parent, String name) {
        return elements(parent).stream()
                .filter(e -> e.getTagName().equals(name))
                .map(e -> e.getTextContent().strip())
                .findFirst()
                .orElse(null);
    }

    private static List<Element> elements(Element parent) {
        var all = parent.getChildNodes();
        return IntStream.range(0, all.getLength())
                .mapToObj(all::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }

    private static Document parse(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // Without a handler of its own the parser prints.
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new InputSource(new StringReader(xml)));
        } catch (SAXException e) {
            throw new IllegalArgumentException("this is no XML: " + e.getMessage(), e);
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Artifact artifact() {
        return artifact;
    }

    @Override
    public WorkspaceRepository getRepository() {
        return new WorkspaceRepository("notebook");
    }

    @Override
    public @Nullable File findArtifact(Artifact wanted) {
        boolean own =
                wanted.getExtension().equals("pom")
                        && wanted.getGroupId().equals(artifact.getGroupId())
                        && wanted.getArtifactId().equals(artifact.getArtifactId())
                        && wanted.getVersion().equals(artifact.getVersion());
        return own ? file.toFile() : null;
    }

    @Override
    public List<String> findVersions(Artifact wanted) {
        return List.of();
    }
}
