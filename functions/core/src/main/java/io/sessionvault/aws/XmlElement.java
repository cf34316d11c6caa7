package io.sessionvault.aws;

import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// An element of XML with the elements in it. Attributes and namespaces are left out.
///
/// @param name its name
/// @param text the text that stands directly in it
/// @param children the elements in it, in order
record XmlElement(String name, String text, List<XmlElement> children) {
    /// Deeper than any answer of EC2.
    private static final int DEEPEST = 32;

    /// Reads a document.
    ///
    /// @return its outermost element
    /// @throws XMLStreamException when the text is not XML, or nested without end
    static XmlElement parse(String xml) throws XMLStreamException {
        XMLStreamReader reader = FlatXml.reader(xml);
        reader.nextTag();
        return element(reader, 0);
    }

    private static XmlElement element(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new XMLStreamException("elements are nested too deep");
        }
        String name = reader.getLocalName();
        StringBuilder text = new StringBuilder();
        List<XmlElement> children = new ArrayList<>();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> children.add(element(reader, depth + 1));
                case XMLStreamConstants.CHARACTERS -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    return new XmlElement(name, text.toString(), List.copyOf(children));
                }
                default -> {
                    // Comments and the like say nothing.
                }
            }
        }
    }

    /// The text of the element in it that has this name; empty where there is none.
    String textOf(String child) {
        return children.stream()
                .filter(each -> each.name().equals(child))
                .findFirst()
                .map(XmlElement::text)
                .orElse("");
    }

    /// The members of the list in it that has this name; none where there is none.
    List<XmlElement> members(String list) {
        return children.stream()
                .filter(each -> each.name().equals(list))
                .flatMap(each -> each.children().stream())
                .toList();
    }
}
