// n8n-core logs to the terminal unless told not to; tests read its log where they need it.
process.env.N8N_LOG_LEVEL = 'silent';
