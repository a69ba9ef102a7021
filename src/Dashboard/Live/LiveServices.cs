using NasCluster.Dashboard.Access;
using NasCluster.Dashboard.Candidates;
using NasCluster.Dashboard.Notes;

namespace NasCluster.Dashboard.Live;

/// <summary>What pages and API read of the cluster, shared by all viewers.</summary>
internal static class LiveServices
{
    public static void AddLiveViews(this IServiceCollection services)
    {
        services.AddSingleton<ClusterConnection>();
        services.AddHostedService(provider => provider.GetRequiredService<ClusterConnection>());
        services.AddSingleton<AuditLog>();
        services.AddSingleton<NoteBook>();
        services.AddSingleton<ExperimentActions>();
        services.AddSingleton<WorkerActions>();
        services.AddSingleton<SlotActivity>();
        services.AddSingleton<ExperimentFeeds>();
        services.AddSingleton<ExperimentList>();
        services.AddSingleton<CandidateNetworks>();
        services.AddSingleton<CandidateCurves>();
    }
}
