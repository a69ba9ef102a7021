using Microsoft.Extensions.DependencyInjection;
using NasCluster.Grains;
using Orleans.Configuration;

namespace NasCluster.Silo;

/// <summary>Keeps grains that decide away from machines that train: their silos do not offer the classes.</summary>
internal static class RoleGrains
{
    public static void OfferOnlyWorkers(this ISiloBuilder silo) =>
        silo.Services.PostConfigure<GrainTypeOptions>(types =>
            types.Classes.RemoveWhere(type =>
                type.Assembly == typeof(WorkerGrains).Assembly && !WorkerGrains.Classes.Contains(type)
            )
        );
}
