using NasCluster.Domain.Experiments;
using NasCluster.Domain.Proxies;

namespace NasCluster.Domain.Tests.Experiments;

/// <summary>Zero-cost proxies in the experiment file.</summary>
public sealed class ProxyTests
{
    [Fact]
    public void Read_Proxies_AreMetricsOfObjectivesRankingsAndLimits()
    {
        var spec = SpecText.Read(
            SpecText.With(
                ("trainer", """{ "epochs": 1, "proxies": ["synflow", "naswot"] }"""),
                ("objectives", """[{ "metric": "synflow", "goal": "maximize" }]"""),
                ("constraints", """{ "limits": [{ "metric": "naswot", "min": 10 }] }""")
            )
        );
        Assert.Equal(["synflow", "naswot"], spec.Trainer.Proxies!.Value);
        Assert.Equal(new LimitSpec("naswot", Min: 10), Assert.Single(spec.Constraints.Limits));
    }

    [Fact]
    public void Read_EveryProxyOfTheCatalogue_IsKnown()
    {
        var names = string.Join(", ", ProxyCatalog.Names.Select(name => $"\"{name}\""));
        var spec = SpecText.Read(SpecText.With(("trainer", $$"""{ "proxies": [{{names}}] }""")));
        Assert.Equal(ProxyCatalog.Names, spec.Trainer.Proxies!.Value);
    }

    [Fact]
    public void Read_UnknownProxy_IsReported() =>
        SpecText.AssertOne(
            SpecText.With(("trainer", """{ "proxies": ["synflow", «"synflaw"] }""")),
            "spec.choice",
            "/trainer/proxies/1"
        );

    [Fact]
    public void Read_LimitOnAProxyThatIsNotComputed_IsReported() =>
        SpecText.AssertOne(
            SpecText.With(("constraints", """{ "limits": [{ "metric": «"naswot", "min": 1 }] }""")),
            "metric.unknown",
            "/constraints/limits/0/metric"
        );

    [Fact]
    public void Read_ProxyFilter_NamesAProxyThatIsComputed()
    {
        var spec = SpecText.Read(
            SpecText.With(
                ("trainer", """{ "proxies": ["naswot"], "proxyFilter": { "proxy": "naswot", "keep": 0.25 } }""")
            )
        );
        Assert.Equal(new("naswot", 0.25), spec.Trainer.ProxyFilter);
    }

    [Theory]
    [InlineData("""{ "proxy": «"synflow", "keep": 0.5 }""", "spec.choice", "/trainer/proxyFilter/proxy")]
    [InlineData("""{ "proxy": "naswot", "keep": «0 }""", "spec.range", "/trainer/proxyFilter/keep")]
    public void Read_WrongProxyFilter_IsToldAtItsKey(string filter, string code, string pointer) =>
        SpecText.AssertOne(
            SpecText.With(("trainer", $$"""{ "proxies": ["naswot"], "proxyFilter": {{filter}} }""")),
            code,
            pointer
        );
}
