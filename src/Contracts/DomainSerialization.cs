using NasCluster.Domain;
using Orleans.Serialization;

namespace NasCluster.Contracts;

/// <summary>Domain records travel in grain calls as the domain's own JSON, so that Domain needs no Orleans attributes.</summary>
public static class DomainSerialization
{
    /// <summary>To be called on every silo and client alike.</summary>
    public static ISerializerBuilder AddDomainJson(this ISerializerBuilder builder) =>
        builder.AddJsonSerializer(IsDomainType, DomainJson.Default.Options);

    private static bool IsDomainType(Type type) =>
        type.Namespace is { } name
        && (name == "NasCluster.Domain" || name.StartsWith("NasCluster.Domain.", StringComparison.Ordinal));
}
