using NasCluster.Trainer.Runtime;

namespace NasCluster.Trainer.Tests.Runtime;

public sealed class TrainerSettingsTests
{
    [Fact]
    public void From_EmptyEnvironment_IsOneThreadOnTheCpu() =>
        Assert.Equal(new TrainerSettings("cpu", 1, null), TrainerSettings.From(_ => null));

    [Fact]
    public void From_EverythingSet_IsRead() =>
        Assert.Equal(
            new TrainerSettings("cuda:1", 4, 512L << 20) { CacheBytes = 100L << 20 },
            TrainerSettings.From(name =>
                name switch
                {
                    "NASCLUSTER_DEVICE" => "cuda:1",
                    "NASCLUSTER_THREADS" => "4",
                    "NASCLUSTER_CACHE_MB" => "100",
                    _ => "512",
                }
            )
        );

    [Fact]
    public void From_NoSpaceForImages_KeepsNone() =>
        Assert.Equal(0, TrainerSettings.From(name => name == "NASCLUSTER_CACHE_MB" ? "0" : null).CacheBytes);

    [Theory]
    [InlineData("NASCLUSTER_DEVICE", "gpu")]
    [InlineData("NASCLUSTER_DEVICE", "cuda:x")]
    [InlineData("NASCLUSTER_THREADS", "0")]
    [InlineData("NASCLUSTER_THREADS", "two")]
    [InlineData("NASCLUSTER_MEMORY_LIMIT_MB", "-1")]
    [InlineData("NASCLUSTER_CACHE_MB", "-1")]
    public void From_UnusableValue_NamesTheVariableAndTheValue(string variable, string value)
    {
        var error = Assert.Throws<TrainerSettingsException>(() =>
            TrainerSettings.From(name => name == variable ? value : null)
        );
        Assert.StartsWith($"{variable} is '{value}';", error.Message, StringComparison.Ordinal);
    }
}
