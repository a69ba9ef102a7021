namespace NasCluster.Dashboard.Notices;

/// <summary>Notices in pages and to webhooks.</summary>
internal static class NoticeServices
{
    public static void AddNotices(this IServiceCollection services, Webhooks hooks)
    {
        services.AddSingleton(hooks);
        services.AddSingleton<NoticeBoard>();
        services.AddSingleton<WebhookOutbox>();
        // Redirects are not followed: the address is the operator's word.
        services.AddSingleton(_ => new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }));
        services.AddHostedService<NoticeWatch>();
        services.AddHostedService<WebhookSender>();
    }
}
