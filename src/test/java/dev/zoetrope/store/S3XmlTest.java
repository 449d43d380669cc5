package dev.zoetrope.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Answers of S3 stores, and what must not be read from them. */
class S3XmlTest {
    @Test
    void an_element_is_read_with_its_references() {
        String xml = """
                <?xml version="1.0" encoding="UTF-8"?>
                <InitiateMultipartUploadResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Bucket>b</Bucket>
                <UploadId a="x">2~a&amp;lt;&quot;&#x41;&#66;</UploadId></InitiateMultipartUploadResult>""";

        assertThat(S3Xml.text(xml, "UploadId")).contains("2~a&lt;\"AB");
        assertThat(S3Xml.text(xml, "Upload")).isEmpty();
    }

    @Test
    void elements_of_a_list_are_read_one_by_one() {
        String xml = """
                <ListMultipartUploadsResult><UploadIdMarker/><Upload><Key>a</Key><UploadId>1</UploadId></Upload>
                <Upload><Key>b</Key>
                <UploadId>2</UploadId></Upload></ListMultipartUploadsResult>""";

        assertThat(S3Xml.elements(xml, "Upload")).extracting(upload -> S3Xml.text(upload, "UploadId").get())
                .containsExactly("1", "2");
    }

    @Test
    void a_declared_entity_stands_for_nothing() {
        String xml = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Error><Code>&e;</Code></Error>";

        assertThat(S3Xml.text(xml, "Code")).contains("&e;");
    }

    @Test
    void what_is_no_xml_has_no_elements() {
        assertThat(S3Xml.text("", "Code")).isEmpty();
        assertThat(S3Xml.text("<html><h1>502", "Code")).isEmpty();
        assertThat(S3Xml.text("<Code>&#x110000;</Code>", "Code")).contains("");
    }
}
