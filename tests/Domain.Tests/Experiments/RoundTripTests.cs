using System.Text.Json;
using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Tests.Experiments;

public sealed class RoundTripTests
{
    public static TheoryData<string> Texts =>
        [
            SpecText.With(),
            SpecText.With(("final", """{ "top": 3, "epochs": 6 }"""), ("ranking", "\"accuracy\"")),
            SpecText.With(("space", """{ "base": "fbnet-v3-small", "fix": { "optimizer": "sgd", "warmup": 0.1 } }""")),
            SpecText.With(("budget", """{ "candidates": 24, "minutes": 0.5, "maxFailed": 0 }""")),
        ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void DomainJson_OfASpec_ReadsBackAsTheSame(string text)
    {
        var spec = SpecText.Read(text);
        var json = JsonSerializer.Serialize(spec, DomainJson.Default.ExperimentSpec);

        var back = JsonSerializer.Deserialize(json, DomainJson.Default.ExperimentSpec)!;

        Assert.Equal(json, JsonSerializer.Serialize(back, DomainJson.Default.ExperimentSpec));
        Assert.Equal(ExperimentSpecHash.Of(spec), ExperimentSpecHash.Of(back));
    }

    [Fact]
    public void DomainJson_OfASpecWithoutDecoder_ReadsBackAsTheSame()
    {
        var spec = SpecText.Read(SpecText.WithForeign("""{ "name": "a", "type": "ordinal", "choices": [1, 2] }"""));
        var json = JsonSerializer.Serialize(spec, DomainJson.Default.ExperimentSpec);

        var back = JsonSerializer.Deserialize(json, DomainJson.Default.ExperimentSpec)!;

        Assert.Equal(json, JsonSerializer.Serialize(back, DomainJson.Default.ExperimentSpec));
    }

    [Fact]
    public void Hash_FileWithoutSeed_IsTheSameEachTime()
    {
        var file = SpecText.Utf8(SpecText.With(("seed", null)));

        var first = ExperimentSpecReader.Inspect(file);
        var second = ExperimentSpecReader.Inspect(file);

        Assert.NotEqual(first.Spec.Seed, second.Spec.Seed);
        Assert.Equal(first.Hash, second.Hash);
    }

    [Fact]
    public void Hash_SameMeaningWrittenInAnotherWay_IsTheSame()
    {
        var plain = ExperimentSpecReader.Inspect(SpecText.Utf8(SpecText.With()));
        var spelled = ExperimentSpecReader.Inspect(
            SpecText.Utf8(SpecText.With(("trainer", """{ "epochs": 3.0 }"""), ("strategy", """{ "name": "random" }""")))
        );

        Assert.Equal(plain.Hash, spelled.Hash);
        Assert.Matches("^[0-9a-f]{64}$", plain.Hash);
    }

    [Theory]
    [InlineData("seed", "8")]
    [InlineData("trainer", """{ "epochs": 4 }""")]
    [InlineData("space", """{ "base": "fbnet-v3-small", "fix": { "resolution": 28 } }""")]
    [InlineData("data", """{ "dataset": "fashion-mnist", "flip": true }""")]
    public void Hash_AnotherExperiment_Differs(string key, string value)
    {
        var plain = ExperimentSpecReader.Inspect(SpecText.Utf8(SpecText.With()));
        var other = ExperimentSpecReader.Inspect(SpecText.Utf8(SpecText.With((key, value))));

        Assert.NotEqual(plain.Hash, other.Hash);
    }
}
