using System.Text;
using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Tests.Experiments;

/// <summary>reliability.md §6, rows 1 to 23: the form of the file.</summary>
public sealed class FormTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF  \n")]
    public void Read_NothingInIt_IsEmpty(string text)
    {
        var problem = Assert.Single(SpecText.ProblemsOf(text));

        Assert.Equal("spec.empty", problem.Code);
    }

    [Fact]
    public void Read_ByteOrderMark_IsSkipped()
    {
        Assert.Equal("test-1", SpecText.Read("\uFEFF" + SpecText.With()).Name);
    }

    [Fact]
    public void Read_ByteOrderMark_IsNoColumn()
    {
        var problem = Assert.Single(SpecText.ProblemsOf("\uFEFF[]"));

        Assert.Equal(("spec.type", 1, 1), (problem.Code, problem.Line, problem.Column));
    }

    [Fact]
    public void Read_Utf16_IsRefusedWithItsOffset()
    {
        byte[] file = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(SpecText.With())];

        var problem = Assert.Single(SpecText.ProblemsOf(file));

        Assert.Equal("spec.encoding", problem.Code);
        Assert.Contains("Byte 0 ", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFEFF", 7, "0xFF")]
    [InlineData("", 4, "0xFF")]
    public void Read_InvalidByte_IsRefusedWithItsOffset(string mark, int offset, string shown)
    {
        byte[] file = [.. Encoding.UTF8.GetBytes(mark), .. "{\n \""u8, 0xFF, .. "\":1}"u8];

        var problem = Assert.Single(SpecText.ProblemsOf(file));

        Assert.Equal(("spec.encoding", 2, 3), (problem.Code, problem.Line, problem.Column));
        Assert.Contains($"Byte {offset} ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(shown, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NulByte_IsRefusedWithItsOffset()
    {
        var problem = Assert.Single(SpecText.ProblemsOf("{ \"a\0b\": 1 }"));

        Assert.Equal("spec.encoding", problem.Code);
        Assert.Contains("Byte 4 is a NUL", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n  \"version\": 1,\n  \"na«")]
    [InlineData("{\n  \"version\": 1«")]
    [InlineData("{\n  \"version\": 1,\n«}")]
    [InlineData("{ \"version\": 1 }\n«{ \"version\": 1 }")]
    [InlineData("{ \"version\": 1 } «end")]
    [InlineData("n«ame: yaml")]
    [InlineData("{ \"version\": 0«1x }")]
    [InlineData("{ «NaN: 1 }")]
    public void Read_NotJson_IsASyntaxProblemAtItsPlace(string text)
    {
        var problem = Assert.Single(SpecText.ProblemsOf(text));

        Assert.Equal("spec.syntax", problem.Code);
        Assert.Equal(SpecText.PlaceIn(text), (problem.Line, problem.Column));
        Assert.DoesNotContain("LineNumber", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Comments_AreSkippedAndCountedAsLines()
    {
        var plain = SpecText.With();
        var text =
            "// first\n"
            + plain.Replace("\n  \"seed\"", "\n  /* the\n  seed */ \"seed\"", StringComparison.Ordinal)
            + "// last\n";

        Assert.Equal(7UL, SpecText.Read(text).Seed);
        Assert.Equal(
            5,
            Assert.Single(SpecText.ProblemsOf(text.Replace(": 7", ": -7", StringComparison.Ordinal))).Line - 1
        );
    }

    [Fact]
    public void Read_TrailingText_IsReportedAtItsColumn()
    {
        SpecText.AssertOne("{ \"version\": 1 }\n  «end", "spec.syntax", "");
    }

    [Theory]
    [InlineData(65)]
    [InlineData(1_000_000)]
    public void Read_NestedTooDeep_IsRefusedAtTheFirstLevelTooMany(int depth)
    {
        var problem = Assert.Single(SpecText.ProblemsOf(new string('[', depth)));

        Assert.Equal(("spec.depth", 1, 65), (problem.Code, problem.Line, problem.Column));
    }

    [Fact]
    public void Read_Nested64Deep_IsNotTooDeep()
    {
        var problem = Assert.Single(SpecText.ProblemsOf(new string('[', 64) + new string(']', 64)));

        Assert.Equal("spec.type", problem.Code);
    }

    [Fact]
    public void Read_MillionNestedObjects_IsRefused()
    {
        var text = string.Concat(Enumerable.Repeat("{\"a\":", 1_000_000));

        Assert.Equal("spec.depth", Assert.Single(SpecText.ProblemsOf(text)).Code);
    }

    [Fact]
    public void Read_KeyTwice_IsReportedAtTheSecond()
    {
        var text = SpecText.With(("trainer", """{ "epochs": 1, «"epo\u0063hs": 1000 }"""));

        SpecText.AssertOne(text, "spec.duplicate-key", "/trainer/epochs");
    }

    [Theory]
    [InlineData("""{ «"epohcs": 1 }""", "epohcs")]
    [InlineData("""{ «"Epochs": 1 }""", "Epochs")]
    public void Read_UnknownKey_NamesTheNearest(string trainer, string key)
    {
        var problem = SpecText.AssertOne(SpecText.With(("trainer", trainer)), "spec.unknown-key", $"/trainer/{key}");

        Assert.Contains("did you mean 'epochs'?", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UnknownKeyNearNone_ListsTheKnown()
    {
        var text = SpecText.With(("trainer", """{ «"colour~of/hair": 1 }"""));

        var problem = SpecText.AssertOne(text, "spec.unknown-key", "/trainer/colour~0of~1hair");

        Assert.Contains("epochs, command, epochTimeoutSeconds", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trainer", """{ "epochs": «"10" }""", "/trainer/epochs")]
    [InlineData("trainer", """{ "epochs": «null }""", "/trainer/epochs")]
    [InlineData("trainer", "«[]", "/trainer")]
    [InlineData("trainer", "«null", "/trainer")]
    [InlineData("trainer", """{ "command": «"python3" }""", "/trainer/command")]
    [InlineData("trainer", """{ "command": ["python3", «1] }""", "/trainer/command/1")]
    [InlineData("data", """{ "dataset": "a", "flip": «1 }""", "/data/flip")]
    [InlineData("name", "«12", "/name")]
    [InlineData("version", "«\"1\"", "/version")]
    [InlineData("seed", "«\"7\"", "/seed")]
    [InlineData("strategy", "«7", "/strategy")]
    [InlineData("space", "«7", "/space")]
    [InlineData("ranking", "«false", "/ranking")]
    public void Read_WrongType_IsReported(string key, string value, string pointer)
    {
        SpecText.AssertOne(SpecText.With((key, value)), "spec.type", pointer);
    }

    [Theory]
    [InlineData("«1e400")]
    [InlineData("«-1e400")]
    [InlineData("«NaN")]
    [InlineData("«Infinity")]
    [InlineData("-«Infinity")]
    public void Read_NoFiniteNumber_IsReported(string value)
    {
        var text = SpecText.With(("budget", $$"""{ "candidates": 1, "minutes": {{value}} }"""));

        SpecText.AssertOne(text, "spec.number", "/budget/minutes");
    }

    [Fact]
    public void Read_FractionForAWholeNumber_IsRefused()
    {
        var problem = SpecText.AssertOne(
            SpecText.With(("trainer", """{ "epochs": «3.5 }""")),
            "spec.number",
            "/trainer/epochs"
        );

        Assert.Contains("3.5", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ExponentForAWholeNumber_IsTheNumber()
    {
        Assert.Equal(100, SpecText.Read(SpecText.With(("trainer", """{ "epochs": 1e2 }"""))).Trainer.Epochs);
    }

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("1e30")]
    [InlineData("-1")]
    [InlineData("0")]
    public void Read_NumberOutOfRange_IsReportedWithItsValue(string value)
    {
        var text = SpecText.With(("data", $$"""{ "dataset": "a", "trainLimit": «{{value}} }"""));

        var problem = SpecText.AssertOne(text, "spec.range", "/data/trainLimit");

        Assert.Contains($"is {value};", problem.Message, StringComparison.Ordinal);
        Assert.Contains("1…1000000000", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version", "spec.version")]
    [InlineData("name", "spec.required")]
    [InlineData("data", "spec.required")]
    [InlineData("space", "spec.required")]
    [InlineData("strategy", "spec.required")]
    [InlineData("budget", "spec.required")]
    public void Read_RequiredMissingOrNull_IsReported(string key, string code)
    {
        var missing = Assert.Single(SpecText.ProblemsOf(SpecText.With((key, null))));
        Assert.Equal((code, $"/{key}", 1, 1), (missing.Code, missing.Pointer, missing.Line, missing.Column));

        SpecText.AssertOne(SpecText.With((key, "«null")), code, $"/{key}");
    }

    [Theory]
    [InlineData("99")]
    [InlineData("0")]
    [InlineData("1.5")]
    public void Read_UnknownVersion_NamesTheKnown(string version)
    {
        var problem = SpecText.AssertOne(SpecText.With(("version", "«" + version)), "spec.version", "/version");

        Assert.Contains("known is 1", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("<script>")]
    [InlineData("say \\\"hi\\\"")]
    [InlineData("two\\nlines")]
    [InlineData("turn\\u202Eed")]
    [InlineData("smile\\uD83D\\uDE00")]
    [InlineData("nul\\u0000")]
    [InlineData("../../x")]
    [InlineData("a..b")]
    [InlineData("CON")]
    [InlineData("lpt1.txt")]
    [InlineData(".")]
    [InlineData("-x")]
    [InlineData("end\\n")]
    public void Read_BadName_IsRefusedAndPrintable(string name)
    {
        var problem = SpecText.AssertOne(SpecText.With(("name", $"«\"{name}\"")), "spec.name", "/name");

        Assert.DoesNotContain(problem.Message, c => char.IsControl(c) || c == '\u202E');
    }

    [Fact]
    public void Read_NameOf10000Letters_IsRefusedAndCut()
    {
        var text = SpecText.With(("name", $"«\"{new string('x', 10_000)}\""));

        var problem = SpecText.AssertOne(text, "spec.name", "/name");

        Assert.Contains(new string('x', 80) + "…", problem.Message, StringComparison.Ordinal);
        Assert.InRange(problem.Message.Length, 80, 200);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("Fashion_MNIST-2.5")]
    [InlineData("console")]
    public void Read_GoodName_IsKept(string name)
    {
        Assert.Equal(name, SpecText.Read(SpecText.With(("name", $"\"{name}\""))).Name);
    }

    [Fact]
    public void Read_NameOf80Letters_IsTheLongest()
    {
        var name = new string('x', 80);

        Assert.Equal(name, SpecText.Read(SpecText.With(("name", $"\"{name}\""))).Name);
        Assert.Single(SpecText.ProblemsOf(SpecText.With(("name", $"\"{name}x\""))));
    }

    [Fact]
    public void Read_HalfASurrogatePair_IsRefused()
    {
        SpecText.AssertOne(SpecText.With(("name", "«\"\\ud800\"")), "spec.encoding", "/name");
    }

    [Fact]
    public void Read_Schema_IsIgnored()
    {
        Assert.Equal("test-1", SpecText.Read(SpecText.With(("$schema", "\"../docs/experiment.schema.json\""))).Name);
    }

    [Fact]
    public void Read_SeveralProblems_AllAreToldInTheOrderOfTheFile()
    {
        const string Text = """
            {
              "name": "../x",
              "seed": -1,
              "data": { "dataset": "fashion-mnist", "corp": 2, "crop": 99 },
              "space": "fbnet-v3-smal",
              "strategy": "randon",
              "budget": { "candidates": 1000000000 }
            }
            """;

        var problems = SpecText.ProblemsOf(Text);

        Assert.Equal(
            [
                "spec.version",
                "spec.name",
                "spec.range",
                "spec.unknown-key",
                "spec.range",
                "space.unknown",
                "searcher.unknown",
                "budget.cap",
            ],
            problems.Select(problem => problem.Code)
        );
    }

    [Fact]
    public void Read_MoreThanTwentyProblems_CountsTheRest()
    {
        var keys = string.Join(", ", Enumerable.Range(0, 25).Select(i => $"\"unknown{i}\": 1"));

        var problems = SpecText.ProblemsOf(SpecText.With(("policy", $"{{ {keys} }}")));

        Assert.Equal(21, problems.Count);
        Assert.Equal("… and 5 more", problems[^1].Message);
        Assert.All(problems.Take(20), problem => Assert.Equal("spec.unknown-key", problem.Code));
    }
}
