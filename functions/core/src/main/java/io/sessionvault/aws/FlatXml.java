package io.sessionvault.aws;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads elements that hold nothing but elements with text, as in S3's errors and listings.
final class FlatXml {
    /// Behind what begins with a question or an exclamation mark.
    private static final Pattern FIRST_ELEMENT = Pattern.compile("<([A-Za-z][^\\s/>]*)");

    /// Neither document types nor anything outside of the document: it needs none.
    private static final XMLInputFactory READERS = XMLInputFactory.newDefaultFactory();

    static {
        READERS.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        READERS.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        READERS.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    private FlatXml() {}

    /// The name of the outermost element; empty where there is none.
    static String root(String xml) {
        Matcher element = FIRST_ELEMENT.matcher(xml);
        return element.find() ? element.group(1) : "";
    }

    /// The elements of some names, wherever they stand, each as the texts of its children by name.
    ///
    /// @param root the name of the outermost element
    /// @throws XMLStreamException when the text is not XML, or another document
    static List<Map<String, String>> elements(String xml, String root, String... names)
            throws XMLStreamException {
        Set<String> wanted = Set.of(names);
        List<Map<String, String>> found = new ArrayList<>();
        XMLStreamReader reader = reader(xml);
        reader.nextTag();
        reader.require(XMLStreamConstants.START_ELEMENT, null, root);
        while (reader.hasNext()) {
            if (reader.isStartElement() && wanted.contains(reader.getLocalName())) {
                found.add(children(reader));
            }
            reader.next();
        }
        return found;
    }

    /// The text of the first element of a name, wherever it stands; empty where there is none.
    ///
    /// @param root the name of the outermost element
    /// @throws XMLStreamException when the text is not XML, or another document
    static String text(String xml, String root, String name) throws XMLStreamException {
        XMLStreamReader reader = reader(xml);
        reader.nextTag();
        reader.require(XMLStreamConstants.START_ELEMENT, null, root);
        while (reader.hasNext()) {
            if (reader.isStartElement() && reader.getLocalName().equals(name)) {
                return reader.getElementText();
            }
            reader.next();
        }
        return "";
    }

    /// A reader before the beginning of a text.
    static XMLStreamReader reader(String xml) throws XMLStreamException {
        return READERS.createXMLStreamReader(new StringReader(xml));
    }

    private static Map<String, String> children(XMLStreamReader reader) throws XMLStreamException {
        Map<String, String> texts = new HashMap<>();
        StringBuilder text = new StringBuilder();
        int depth = 1;
        while (depth > 0) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    text.setLength(0);
                }
                case XMLStreamConstants.CHARACTERS -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    if (depth == 1) {
                        texts.put(reader.getLocalName(), text.toString());
                    }
                }
                default -> {
                    // Comments and the like say nothing.
                }
            }
        }
        return texts;
    }
}
