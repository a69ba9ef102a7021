using System.Reflection;
using NasCluster.Contracts;

namespace NasCluster.Architecture.Tests;

/// <summary>Rules of grains and messages that the compiler does not know.</summary>
public sealed class GrainRuleTests
{
    private static readonly Type[] Contracts = typeof(IExperimentGrain).Assembly.GetExportedTypes();

    private static IEnumerable<Type> GrainInterfaces =>
        Contracts.Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type));

    [Fact]
    public void Grains_AllClasses_AreSealed()
    {
        var grains = Assembly.Load("NasCluster.Grains").GetTypes().Where(typeof(Grain).IsAssignableFrom).ToList();
        Assert.NotEmpty(grains);
        Assert.All(grains, grain => Assert.True(grain.IsSealed, grain.Name));
    }

    [Fact]
    public void GrainMethods_All_EndWithACancellationTokenAndHaveAnAlias()
    {
        var methods = GrainInterfaces.SelectMany(type => type.GetMethods()).ToList();
        Assert.NotEmpty(methods);
        Assert.All(
            methods,
            method =>
            {
                var name = $"{method.DeclaringType!.Name}.{method.Name}";
                Assert.True(method.GetParameters().LastOrDefault()?.ParameterType == typeof(CancellationToken), name);
                Assert.True(method.GetCustomAttribute<AliasAttribute>() is not null, name);
            }
        );
    }

    [Fact]
    public void Aliases_InterfacesAndMessages_AreThereAndUnique()
    {
        var types = GrainInterfaces.Concat(
            Contracts.Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null)
        );
        var aliases = types
            .Select(type => type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.Name + " has none")
            .ToList();
        Assert.All(aliases, alias => Assert.StartsWith("NasCluster.", alias, StringComparison.Ordinal));
        Assert.Equal(aliases.Count, aliases.Distinct().Count());
    }
}
