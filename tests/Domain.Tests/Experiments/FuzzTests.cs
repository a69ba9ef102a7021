using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;

namespace NasCluster.Domain.Tests.Experiments;

public sealed class FuzzTests
{
    private const int Mutations = 2000;

    private static readonly string[] Tokens =
    [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "null",
        "true",
        "-1",
        "0",
        "1e400",
        "NaN",
        "1e2",
        "3.5",
        "\"x\"",
        "[]",
        "{}",
        "\\u0000",
        "\\ud800",
        "\0",
        "\u202e",
        "9223372036854775808",
        "\"name\"",
        "\"when\"",
        "\"base\"",
        "1e-400",
        "-0",
    ];

    private static readonly string Valid = SpecText.With(
        ("data", """{ "dataset": "fashion-mnist", "trainLimit": 4000, "flip": true, "crop": 2 }"""),
        (
            "space",
            """
            { "base": "fbnet-v3-small", "fix": { "resolution": 28, "ema": false }, "dimensions": [
              { "name": "momentum", "part": "recipe", "type": "real", "min": 0.8, "max": 0.95,
                "when": { "dimension": "optimizer", "in": ["sgd"] } },
              { "name": "batchSize", "part": "recipe", "type": "ordinal", "choices": [32, 64] },
              { "name": "head.width", "type": "integer", "min": 64, "max": 128, "step": 32 }] }
            """
        ),
        ("trainer", """{ "epochs": 2, "command": ["python3", "train.py"], "epochTimeoutSeconds": 60 }"""),
        ("constraints", """{ "maxMacs": 4000000, "maxLatencyMs": 5 }"""),
        ("strategy", """{ "name": "random" }"""),
        ("final", """{ "top": 3, "epochs": 6 }"""),
        ("ranking", """{ "by": "reward", "w": -0.07, "v": -0.05 }"""),
        ("policy", """{ "leaseSeconds": 20, "crashes": 3 }""")
    );

    [Fact]
    public void Read_TheTextThatIsMutated_IsValid()
    {
        Assert.Equal("test-1", SpecText.Read(Valid).Name);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Read_MutatedFile_IsASpecOrAListOfProblems(int changes)
    {
        var random = SeededRandom.Create(20260101, "fuzz", changes);
        var refused = 0;
        for (var i = 0; i < Mutations; i++)
        {
            refused += IsRefused(Mutate(SpecText.Utf8(Valid), changes, random)) ? 1 : 0;
        }

        Assert.InRange(refused, Mutations / 2, Mutations);
    }

    private static bool IsRefused(byte[] file)
    {
        try
        {
            return ExperimentSpecReader.Read(file).Name.Length == 0;
        }
        catch (InvalidSpecException e)
        {
            Assert.InRange(e.Problems.Length, 1, 21);
            Assert.All(e.Problems, problem => Assert.DoesNotContain(problem.ToString(), char.IsControl));
            return true;
        }
    }

    private static byte[] Mutate(byte[] file, int changes, Random random)
    {
        var bytes = file.ToList();
        for (var i = 0; i < changes; i++)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, SpecText.Utf8(Tokens[random.Next(Tokens.Length)]));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)));
                    break;
                default:
                    ReplaceWord(bytes, at, Tokens[random.Next(Tokens.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Puts a token for the word or number at a place, so that the file stays JSON more often.</summary>
    private static void ReplaceWord(List<byte> bytes, int at, string token)
    {
        var start = at;
        while (start > 0 && IsWord(bytes[start - 1]))
        {
            start--;
        }

        var end = at;
        while (end < bytes.Count && IsWord(bytes[end]))
        {
            end++;
        }

        bytes.RemoveRange(start, end - start);
        bytes.InsertRange(start, SpecText.Utf8(token));
    }

    private static bool IsWord(byte c) =>
        c is (byte)'"' or (byte)'.' or (byte)'-' || char.IsAsciiLetterOrDigit((char)c);
}
