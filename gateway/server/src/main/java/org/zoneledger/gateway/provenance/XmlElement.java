package org.zoneledger.gateway.provenance;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.canonical.CanonicalJson;

/**
 * One element of an XML text that was read within limits: UTF-8, no document type, no entities but the five of XML itself, at most
 * {@value #MAX_DEPTH} levels and {@value #MAX_PARTS} elements and attributes.
 *
 * @param namespace empty where there is none
 * @param attributes value by name, {@code {namespace}local} or the bare name; namespace declarations and {@code xsi} are left out
 * @param text characters right inside the element
 */
record XmlElement(
        String namespace, String name, Map<String, String> attributes, List<XmlElement> children, StringBuilder text) {

    static final int MAX_DEPTH = 32;
    static final int MAX_PARTS = 1 << 18;

    private static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    /** Reads a whole text; refuses with MALFORMED or TOO_LARGE and never repeats the text. */
    static XmlElement read(byte[] xml) {
        String text = CanonicalJson.text(xml);
        try {
            XMLStreamReader reader = factory()
                    .createXMLStreamReader(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
            return new Reading(reader).root();
        } catch (RefusalException refused) {
            throw refused;
        } catch (XMLStreamException | RuntimeException unreadable) {
            // the reader of the JDK answers some broken texts with exceptions of its own
            throw Refusal.of(Code.MALFORMED, "", "the text is not XML that is read here");
        }
    }

    /** The text without blanks around it. */
    String value() {
        return text.toString().strip();
    }

    boolean isBare(String local) {
        return namespace.isEmpty() && name.equals(local);
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing outside of the text is read");
        });
        return factory;
    }

    private static final class Reading {

        private final XMLStreamReader reader;
        private final Deque<XmlElement> open = new ArrayDeque<>();
        private int parts;

        Reading(XMLStreamReader reader) {
            this.reader = reader;
        }

        XmlElement root() throws XMLStreamException {
            String encoding = reader.getCharacterEncodingScheme();
            if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
                throw Refusal.of(Code.MALFORMED, "", "the text is not in UTF-8");
            }
            XmlElement root = null;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        XmlElement element = element();
                        if (open.isEmpty()) {
                            root = element;
                        } else {
                            open.peek().children().add(element);
                        }
                        open.push(element);
                    }
                    case XMLStreamConstants.END_ELEMENT -> open.pop();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (!open.isEmpty()) {
                            open.peek().text().append(reader.getText());
                        }
                    }
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw Refusal.of(Code.MALFORMED, "", "document types and entities are not read");
                    default -> {
                        // comments, blanks and instructions say nothing of events
                    }
                }
            }
            return root;
        }

        private XmlElement element() {
            if (open.size() >= MAX_DEPTH) {
                throw Refusal.of(Code.TOO_LARGE, "", "more than " + MAX_DEPTH + " levels of elements are not read");
            }
            parts += 1 + reader.getAttributeCount();
            if (parts > MAX_PARTS) {
                throw Refusal.of(
                        Code.TOO_LARGE, "", "more than " + MAX_PARTS + " elements and attributes are not read");
            }
            Map<String, String> attributes = new TreeMap<>();
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                String space = reader.getAttributeNamespace(i);
                String local = reader.getAttributeLocalName(i);
                if (!SCHEMA_INSTANCE.equals(space)) {
                    attributes.put(
                            space == null || space.isEmpty() ? local : "{" + space + "}" + local,
                            reader.getAttributeValue(i).strip());
                }
            }
            String space = reader.getNamespaceURI();
            return new XmlElement(
                    space == null ? "" : space,
                    reader.getLocalName(),
                    attributes,
                    new ArrayList<>(),
                    new StringBuilder());
        }
    }
}
